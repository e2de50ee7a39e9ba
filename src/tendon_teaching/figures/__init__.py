"""Figures: matplotlib drawings of model results, with the words that belong to them."""
