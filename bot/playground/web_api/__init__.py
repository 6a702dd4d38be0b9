"""The Web API of the workspace in memory, over real HTTP and a real socket."""
