using System.Numerics;
using System.Text.Json;
using Connector.Sandbox.Models;

namespace Connector.Sandbox.Tests.Models;

public class GlbWriterTests
{
    [Fact]
    public void Every_triangle_faces_outwards_as_its_normal_says()
    {
        var file = Write(7);
        var length = BitConverter.ToInt32(file, 12);
        using var scene = JsonDocument.Parse(file.AsMemory(20, length));
        var views = scene.RootElement.GetProperty("bufferViews");
        var mesh = file.AsMemory(28 + length);
        var indices = Enumerable.Range(0, 36).Select(i => BitConverter.ToUInt16(mesh.Span[(2 * i)..])).ToArray();

        foreach (var triangle in indices.Chunk(3))
        {
            var corners = triangle.Select(index => Vector(mesh, views[1], index)).ToArray();
            var facing = Vector3.Cross(corners[1] - corners[0], corners[2] - corners[0]);
            Assert.All(triangle, index => Assert.Equal(1, Vector3.Dot(facing, Vector(mesh, views[2], index))));
        }
    }

    [Fact]
    public void The_seed_gives_the_colour()
    {
        Assert.Equal(Write(7), Write(7));
        Assert.NotEqual(Write(7), Write(8));
    }

    private static Vector3 Vector(ReadOnlyMemory<byte> mesh, JsonElement view, int index)
    {
        var at = mesh.Span[(view.GetProperty("byteOffset").GetInt32() + (12 * index))..];
        return new Vector3(BitConverter.ToSingle(at), BitConverter.ToSingle(at[4..]), BitConverter.ToSingle(at[8..]));
    }

    private static byte[] Write(uint seed)
    {
        using var file = new MemoryStream();
        GlbWriter.Write(seed, file);
        return file.ToArray();
    }
}
