"""How quickly pictures follow the slider: this kit beside the usual ways, in one run."""
