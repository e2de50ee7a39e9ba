"""A relay on this machine that adds delay and limits the rate, as a far server would."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK_BYTES = 16_384


@contextmanager
def slow_relay(port: int, round_trip_s: float, bits_per_s: float) -> Iterator[int]:
    """Relay to ``port``; gives the port to connect to. Half the round trip is added each way."""
    loop = asyncio.new_event_loop()
    ready: list[int] = []
    started = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])
        started.set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            _pass_on(reader, far_writer, round_trip_s / 2, bits_per_s / 8),
            _pass_on(far_reader, writer, round_trip_s / 2, bits_per_s / 8),
        )

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(_end, loop)
        thread.join(5)


def _end(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what is still being relayed, then stop."""
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(0.5, loop.stop)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float, bytes_per_s: float
) -> None:
    """Pass on what arrives, each piece ``delay_s`` later and not faster than the rate."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not piece:
                writer.close()
                return
            writer.write(piece)
            await writer.drain()

    delivery = asyncio.create_task(deliver())
    line_free = loop.time()
    try:
        while True:
            piece = await reader.read(CHUNK_BYTES)
            line_free = max(line_free, loop.time()) + len(piece) / bytes_per_s
            await pieces.put((line_free + delay_s, piece))
            if not piece:
                break
        await delivery
    except (ConnectionError, asyncio.CancelledError):
        delivery.cancel()
