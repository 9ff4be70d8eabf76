using System.Globalization;
using System.Text.Json;
using Connector.Images;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>
/// A file: an image or sound. Callers give a stored path, a form's file part, base64, a data URL or an https URL, all in
/// this one field.
/// </summary>
public sealed record FileParameter : Parameter<InputFile>
{
    /// <summary>The member that holds the base64 of a flow's content object.</summary>
    internal const string Content = "$content";

    /// <summary>The members of an object that tell where its file is, the surest first; the last one is that of a resource link.</summary>
    private static readonly string[] Places = [Content, "path", "url", "location", "uri"];

    /// <summary>What the file is, for example <c>image</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>The formats upstream takes.</summary>
    public required IReadOnlyList<MediaFormat> Formats { get; init; }

    /// <summary>The largest file upstream takes, in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>What upstream demands of an image's size; null for none, or for sound.</summary>
    public ImageLimits? Image { get; init; }

    /// <summary>The sizes that alone are taken, by the other values; null where any within the limits are.</summary>
    public Func<ParameterValues, IReadOnlyList<(int Width, int Height)>?>? Sizes { get; init; }

    /// <summary>What a form calls it when others of the same list are beside it, for example <c>image[]</c>; null for a file of no list.</summary>
    public string? WireList { get; init; }

    /// <summary>Whether it is a further place of a list, whose first one takes the whole list too.</summary>
    public bool IsFurther => WireList is not null && Name != WireName;

    /// <summary>
    /// The places of a list of files: a form, a flow and a component have a field for each, and a caller who gives the first one a list fills
    /// them in turn. The first is called as this parameter is, the others by their numbers: image, image_2, image_3.
    /// </summary>
    /// <param name="count">How many files upstream takes.</param>
    /// <param name="wireList">What a form calls each of several.</param>
    /// <param name="further">What the others are, in a sentence.</param>
    public IEnumerable<FileParameter> Repeat(int count, string wireList, string further) =>
    [
        this with { WireList = wireList },
        .. Enumerable.Range(2, count - 1).Select(place => this with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{Name}_{place}"),
            Label = string.Create(CultureInfo.InvariantCulture, $"{Label} {place}"),
            Description = further,
            Required = false,
            Visibility = Visibility.Advanced,
            WireName = WireName,
            WireList = wireList,
        }),
    ];

    /// <summary>Whether it takes pictures.</summary>
    internal bool IsPicture => Formats.Any(format => format.IsImage);

    /// <inheritdoc/>
    public override string JsonType => "string";

    /// <inheritdoc/>
    public override string ManifestType => Noun;

    /// <inheritdoc/>
    public override object? DefaultValue => null;

    /// <inheritdoc/>
    public override object ExampleValue => FileReference.OfPath($"my-files/example{Formats[0].Extension}");

    /// <summary>What the file itself must be, in words.</summary>
    public string ContentLimits => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(", ", Formats.Select(format => format.Name))}, at most {MaxBytes:N0} bytes.{(Image is null ? "" : " " + Image.Describe())}");

    /// <inheritdoc/>
    public override string Limits => $"A path from an earlier step, a file part, base64, a data URL or an https URL. {ContentLimits}";

    /// <summary>A file object without content is an empty field too.</summary>
    internal override bool IsLeftOut(InputValue value) =>
        base.IsLeftOut(value) || (TryGetObject(value, out var content) && content.TryGetProperty(Content, out var base64) && new InputValue(base64).IsBlank);

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (value.File is { } file)
        {
            return FileReference.OfUpload(file);
        }

        if (!TryGetText(value, out var text))
        {
            problems.InvalidType(path, "a path, base64, a data URL or an https URL", value);
            return null;
        }

        return FileReference.Parse(text);
    }

    /// <summary>
    /// The text; that of a flow's content object, <c>{"$content-type": …, "$content": …}</c>, and that of a receipt or of a file in one are
    /// in there. Such an object may come in a list of its own, as a receipt's files do, and as text.
    /// </summary>
    private static bool TryGetText(InputValue value, out string text)
    {
        if (!TryGetObject(value, out var described))
        {
            return value.TryGetText(out text);
        }

        foreach (var name in Places)
        {
            if (described.TryGetProperty(name, out var place) && new InputValue(place) is { IsBlank: false } given)
            {
                return given.TryGetText(out text);
            }
        }

        text = "";
        return false;
    }

    /// <summary>An object, when the value is one or begins like one: other texts are not parsed.</summary>
    private static bool TryGetObject(InputValue value, out JsonElement described)
    {
        described = default;
        return value.File is null
            && (!value.TryGetText(out var text) || text.AsSpan().TrimStart() is ['{' or '[', ..])
            && (value.TryGetObject(out described) || (value.TryGetItems(out var items) && items is [var only] && only.Json.ValueKind == JsonValueKind.Object && only.TryGetObject(out described)));
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue(value.ToString());

    internal override string ToText(object value) => value.ToString()!;
}
