"""Whatever talks to the outside: handed to what needs it as a function."""
