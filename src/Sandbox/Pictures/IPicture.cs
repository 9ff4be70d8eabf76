namespace Connector.Sandbox.Pictures;

/// <summary>A picture that is drawn row by row from the top, for any encoder.</summary>
internal interface IPicture
{
    int Width { get; }

    int Height { get; }

    /// <summary>Three bytes a pixel (red, green, blue), or four with alpha.</summary>
    int Channels => 3;

    /// <summary>Draws one row, <see cref="Channels"/> bytes a pixel.</summary>
    void DrawRow(int y, Span<byte> row);
}
