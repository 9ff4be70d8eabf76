using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Documents.OpenApi;
using Connector.Declaration;
using Connector.Output;

namespace Connector.Api.Documents.Schemas;

/// <summary>
/// The shapes of answers, as the types that are written tell them: names and presence by their JSON contract, descriptions by their
/// documentation comments. Nothing about an answer is written a second time.
/// </summary>
public static class AnswerSchemas
{
    /// <summary>The shape of an answer.</summary>
    /// <typeparam name="T">A type that <see cref="ApiJson"/> writes.</typeparam>
    public static Schema Of<T>() => Answer<T>.Shape;

    /// <summary>The shape of an action's receipt, or of each that it may have.</summary>
    /// <param name="action">The action.</param>
    public static Schema OfReceipt(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Output switch
        {
            MediaOutput { Wait: not null } => Schema.OneOf(Of<MediaReceipt>(), Of<JobReceipt>()),
            MediaOutput => Of<MediaReceipt>(),
            JobOutput => Of<JobReceipt>(),
            _ => Of<DataReceipt>(),
        };
    }

    /// <summary>The shape of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="around">The types it is a part of; where one comes again, its name stands for it.</param>
    private static Schema Of(Type type, IReadOnlyList<Type> around)
    {
        var shape = ApiJson.Default.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type)
            ?? throw new InvalidOperationException($"{type.Name} is not written by {nameof(ApiJson)}.");
        return shape switch
        {
            { PolymorphismOptions.DerivedTypes: { Count: > 0 } kinds } => Schema.OneOf([.. kinds.Select(kind => Of(kind.DerivedType, around))]),
            { Kind: JsonTypeInfoKind.Object } => OfObject(shape, around),
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } items } => new Schema { Type = "array", Items = Of(items, around) },
            _ => OfValue(shape.Type),
        };
    }

    private static Schema OfObject(JsonTypeInfo shape, IReadOnlyList<Type> around)
    {
        var named = new Schema { Name = shape.Type.Name };
        return around.Contains(shape.Type) ? named : named with
        {
            Type = "object",
            Description = DocumentationFile.Default.Summary(shape.Type),
            Properties = [.. shape.Properties.Select(property => PropertyOf(property, [.. around, shape.Type]))],
        };
    }

    private static SchemaProperty PropertyOf(JsonPropertyInfo property, IReadOnlyList<Type> around)
    {
        var value = Of(property.PropertyType, around);
        var schema = (value.Name is null ? value : new Schema { AnyOf = [value] }) with
        {
            Title = PropertyTitle.Of(property.Name),
            Description = DocumentationFile.Default.Property(property.DeclaringType, property.Name),
        };

        // Null is never written: what may be null may be absent.
        return new SchemaProperty(property.Name, schema, !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null);
    }

    private static Schema OfValue(Type type) => type switch
    {
        _ when type == typeof(string) => new Schema { Type = "string" },
        _ when type == typeof(Uri) => new Schema { Type = "string", Format = "uri" },
        _ when type == typeof(DateTimeOffset) => new Schema { Type = "string", Format = "date-time" },
        _ when type == typeof(DateOnly) => new Schema { Type = "string", Format = "date" },
        _ when type == typeof(bool) => new Schema { Type = "boolean" },
        _ when type == typeof(int) => new Schema { Type = "integer", Format = "int32" },
        _ when type == typeof(long) => new Schema { Type = "integer", Format = "int64" },
        _ when type == typeof(decimal) || type == typeof(double) => new Schema { Type = "number", Format = "double" },
        _ when type == typeof(JsonElement) => new Schema(),
        _ => throw new InvalidOperationException($"Documents do not know how {type.Name} is written."),
    };

    /// <summary>Told once for a type: documents have most shapes in many places.</summary>
    private static class Answer<T>
    {
        public static Schema Shape { get; } = Of(typeof(T), []);
    }
}
