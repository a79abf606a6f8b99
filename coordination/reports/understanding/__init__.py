"""From a line of text to facts: words, places, days and figures are found, cut into parts, and put together."""
