namespace Connector.Sandbox.Pictures;

/// <summary>A picture that is drawn row by row from the top, for any encoder.</summary>
internal interface IPicture
{
    /// <summary>Red, green, blue, and alpha or nothing.</summary>
    const int Channels = 4;

    int Width { get; }

    int Height { get; }

    /// <summary>Whether the fourth byte of a pixel counts.</summary>
    bool HasAlpha => false;

    /// <summary>Draws one row, <see cref="Channels"/> bytes a pixel.</summary>
    void DrawRow(int y, Span<byte> row);
}
