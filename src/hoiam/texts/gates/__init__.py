"""Gates point out, sentence by sentence, what must not leave the desk unseen. They change nothing."""
