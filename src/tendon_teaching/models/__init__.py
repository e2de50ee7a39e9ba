"""The models layer: frozen parameters in, pure functions, frozen results out; numpy only."""
