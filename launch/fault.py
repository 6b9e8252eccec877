"""What can go wrong while setting up or running, said in one line to whoever typed the command."""


class LaunchFault(Exception):
    """A reason to give up; its text is the one line that the person sees."""
