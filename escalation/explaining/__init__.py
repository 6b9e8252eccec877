"""What a procedure says, explained to whoever asks, with its paragraphs."""
