@rem What "exec" of npm scripts means to cmd.exe, which has none: the rest of the line is the command.
@%*
