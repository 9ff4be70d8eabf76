namespace Connector.Cli.Terminal;

/// <summary>How a terminal takes pictures.</summary>
internal enum PictureProtocol
{
    /// <summary>Not at all, as far as its environment tells.</summary>
    None,

    /// <summary>As kitty does: chunks of base64 in application commands. Ghostty too.</summary>
    Kitty,

    /// <summary>As iTerm2 does: base64 in one operating system command. WezTerm, mintty and VS Code too.</summary>
    Iterm,
}
