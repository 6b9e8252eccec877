"""The interview: what is asked next, how an answer is read, and what is shown before anything is recorded."""
