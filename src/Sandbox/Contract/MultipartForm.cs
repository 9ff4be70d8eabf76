namespace Connector.Sandbox.Contract;

/// <summary>The parts of a multipart/form-data body by their names. Of parts with the same name the last one counts, where nobody asks for all.</summary>
internal sealed class MultipartForm
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormFile> _files = new(StringComparer.Ordinal);

    private readonly List<(string Name, FormFile File)> _all = [];

    public IReadOnlyDictionary<string, string> Texts => _texts;

    public IReadOnlyDictionary<string, FormFile> Files => _files;

    public void Add(string name, string text)
    {
        _files.Remove(name);
        _texts[name] = text;
    }

    public void Add(string name, FormFile file)
    {
        _texts.Remove(name);
        _files[name] = file;
        _all.Add((name, file));
    }

    /// <summary>Every file of a name, in the order of the parts.</summary>
    public IReadOnlyList<FormFile> FilesOf(string name) => [.. _all.Where(one => one.Name == name).Select(one => one.File)];
}
