namespace Connector.Sandbox.Pictures;

/// <summary>One thing of a landscape, drawn over what is behind it.</summary>
internal interface ILayer
{
    void DrawRow(int y, Span<Rgb> row);

    /// <summary>Whether nothing of what is behind it shows in a row, which need not be drawn then.</summary>
    bool Covers(int y) => false;
}
