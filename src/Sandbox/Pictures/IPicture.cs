namespace Connector.Sandbox.Pictures;

/// <summary>A picture that is drawn row by row from the top, for any encoder.</summary>
internal interface IPicture
{
    int Width { get; }

    int Height { get; }

    /// <summary>Draws one row: three bytes (red, green, blue) a pixel.</summary>
    void DrawRow(int y, Span<byte> row);
}
