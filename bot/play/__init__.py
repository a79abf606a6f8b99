"""Play a script: people say things at given times, the bot answers, expectations are checked."""
