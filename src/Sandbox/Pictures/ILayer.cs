namespace Connector.Sandbox.Pictures;

/// <summary>One thing of a landscape, drawn over what is behind it.</summary>
internal interface ILayer
{
    void DrawRow(int y, Span<Rgb> row);
}
