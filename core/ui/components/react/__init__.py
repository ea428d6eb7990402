"""Components with a life of their own in the browser: a ``.jsx`` file and its wrapper each."""
