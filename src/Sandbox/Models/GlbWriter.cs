using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Models;

/// <summary>Writes a cube in a colour of the seed as binary glTF 2.0.</summary>
internal static class GlbWriter
{
    private const int Faces = 6;
    private const int Vertices = 4 * Faces;
    private const int Indices = 6 * Faces;
    private const int VectorBytes = 3 * sizeof(float);
    private const int IndexBytes = Indices * sizeof(ushort);

    public static void Write(uint seed, Stream destination)
    {
        var mesh = Mesh();
        var scene = Scene(new Chance(seed), mesh.Length);
        WriteNumbers(destination, 0x46546C67, 2, 12 + 8 + scene.Length + 8 + mesh.Length); // "glTF"
        WriteNumbers(destination, scene.Length, 0x4E4F534A); // "JSON"
        destination.Write(scene);
        WriteNumbers(destination, mesh.Length, 0x004E4942); // "BIN"
        destination.Write(mesh);
    }

    /// <summary>Indices, positions, normals; each face has four corners of its own, because its normal is its own.</summary>
    private static byte[] Mesh()
    {
        var mesh = new byte[IndexBytes + (2 * Vertices * VectorBytes)];
        ReadOnlySpan<int> corners = [0, 1, 2, 2, 1, 3];
        for (var i = 0; i < Indices; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(mesh.AsSpan(i * sizeof(ushort)), (ushort)((i / 6 * 4) + corners[i % 6]));
        }

        for (var vertex = 0; vertex < Vertices; vertex++)
        {
            var (axis, side) = (vertex / 8, vertex / 4 % 2 == 0 ? 1f : -1f);
            var (across, up) = (vertex % 2 == 0 ? -side : side, vertex / 2 % 2 == 0 ? -1f : 1f);
            var position = mesh.AsSpan(IndexBytes + (vertex * VectorBytes));
            WriteVector(position, axis, side / 2, across / 2, up / 2);
            WriteVector(position[(Vertices * VectorBytes)..], axis, side, 0, 0);
        }

        return mesh;
    }

    private static void WriteVector(Span<byte> at, int axis, float along, float across, float up)
    {
        BinaryPrimitives.WriteSingleLittleEndian(at[(axis * sizeof(float))..], along);
        BinaryPrimitives.WriteSingleLittleEndian(at[((axis + 1) % 3 * sizeof(float))..], across);
        BinaryPrimitives.WriteSingleLittleEndian(at[((axis + 2) % 3 * sizeof(float))..], up);
    }

    private static byte[] Scene(Chance chance, int length)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("asset");
            json.WriteRawValue("""{"version":"2.0","generator":"sandbox"}""");
            json.WriteNumber("scene", 0);
            json.WritePropertyName("scenes");
            json.WriteRawValue("""[{"nodes":[0]}]""");
            json.WritePropertyName("nodes");
            json.WriteRawValue("""[{"mesh":0}]""");
            json.WritePropertyName("meshes");
            json.WriteRawValue("""[{"primitives":[{"indices":0,"attributes":{"POSITION":1,"NORMAL":2},"material":0}]}]""");
            WriteMaterial(json, chance);
            WriteAccessors(json, length);
            json.WriteEndObject();
        }

        // A chunk ends at a multiple of four; JSON is filled up with blanks.
        var scene = new byte[(buffer.WrittenCount + 3) / 4 * 4];
        scene.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(scene);
        return scene;
    }

    private static void WriteMaterial(Utf8JsonWriter json, Chance chance)
    {
        json.WriteStartArray("materials");
        json.WriteStartObject();
        json.WriteStartObject("pbrMetallicRoughness");
        json.WriteStartArray("baseColorFactor");
        for (var channel = 0; channel < 3; channel++)
        {
            json.WriteNumberValue(chance.Between(0.2f, 0.9f));
        }

        json.WriteNumberValue(1);
        json.WriteEndArray();
        json.WriteNumber("metallicFactor", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAccessors(Utf8JsonWriter json, int length)
    {
        const int VectorsBytes = Vertices * VectorBytes;
        json.WritePropertyName("accessors");
        json.WriteRawValue(
            $$"""
            [{"bufferView":0,"componentType":5123,"count":{{Indices}},"type":"SCALAR"},
             {"bufferView":1,"componentType":5126,"count":{{Vertices}},"type":"VEC3","min":[-0.5,-0.5,-0.5],"max":[0.5,0.5,0.5]},
             {"bufferView":2,"componentType":5126,"count":{{Vertices}},"type":"VEC3"}]
            """);
        json.WritePropertyName("bufferViews");
        json.WriteRawValue(
            $$"""
            [{"buffer":0,"byteOffset":0,"byteLength":{{IndexBytes}},"target":34963},
             {"buffer":0,"byteOffset":{{IndexBytes}},"byteLength":{{VectorsBytes}},"target":34962},
             {"buffer":0,"byteOffset":{{IndexBytes + VectorsBytes}},"byteLength":{{VectorsBytes}},"target":34962}]
            """);
        json.WritePropertyName("buffers");
        json.WriteRawValue($$"""[{"byteLength":{{length}}}]""");
    }

    private static void WriteNumbers(Stream destination, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            destination.Write(bytes);
        }
    }
}
