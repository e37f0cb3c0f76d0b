"""The review as pages in a browser, served by this machine to itself."""
