"""How good: rules held against measures, with verdicts that know what they do not know."""
