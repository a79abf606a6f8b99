"""From a question in any wording to an entry: words → concepts → the most alike ways of asking → a decision."""
