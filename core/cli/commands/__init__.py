"""One module a command or group of commands; `application` says which is where."""
