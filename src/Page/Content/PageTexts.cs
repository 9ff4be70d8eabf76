using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Connector.Page.Content;

/// <summary>The page's own words in one language; what the catalog says of an action is English in every language.</summary>
public sealed class PageTexts
{
    /// <summary>The language of those who ask for none that there is.</summary>
    public const string DefaultLanguage = "en";

    private readonly FrozenDictionary<string, string> _texts;

    private PageTexts(string language, FrozenDictionary<string, string> texts) => (Language, _texts) = (language, texts);

    /// <summary>Every language, by its tag; the texts of all stand in one file.</summary>
    public static IReadOnlyDictionary<string, PageTexts> Languages { get; } = Read();

    /// <summary>The language's tag, such as <c>de</c>.</summary>
    public string Language { get; }

    /// <summary>Every text by its name, for the page's modules.</summary>
    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    public string this[string name] => _texts[name];

    /// <summary>A text with numbers or names in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What stands for <c>{0}</c>.</param>
    public string With(string name, object value) => string.Format(CultureInfo.InvariantCulture, _texts[name], value);

    /// <summary>The texts in the first language of a list that there is.</summary>
    /// <param name="wanted">Tags of languages, the dearest first, such as <c>de-AT</c>.</param>
    public static PageTexts For(IEnumerable<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return wanted.Select(tag => Languages.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant())).FirstOrDefault(texts => texts is not null)
            ?? Languages[DefaultLanguage];
    }

    private static FrozenDictionary<string, PageTexts> Read()
    {
        using var file = JsonDocument.Parse(PageAsset.Read("texts.json"));
        return file.RootElement.EnumerateObject()
            .SelectMany(text => text.Value.EnumerateObject(), (text, version) => (Language: version.Name, Entry: KeyValuePair.Create(text.Name, version.Value.GetString()!)))
            .GroupBy(text => text.Language, text => text.Entry, StringComparer.Ordinal)
            .ToFrozenDictionary(language => language.Key, language => new PageTexts(language.Key, language.ToFrozenDictionary(StringComparer.Ordinal)), StringComparer.Ordinal);
    }
}
