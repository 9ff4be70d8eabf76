namespace Connector.Sandbox.Openai;

/// <summary>What a model draws and how it answers, as the reference says.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsGpt">Whether it is a GPT image model: base64 only, formats, usage.</param>
/// <param name="Most">How many images a call makes.</param>
/// <param name="Sizes">The sizes.</param>
/// <param name="Qualities">The qualities.</param>
internal sealed record OpenaiModel(string Id, bool IsGpt, int Most, IReadOnlyList<string> Sizes, IReadOnlyList<string> Qualities)
{
    public static IReadOnlyList<OpenaiModel> All { get; } =
    [
        Gpt("gpt-image-1"),
        Gpt("gpt-image-1-mini"),
        new("dall-e-2", IsGpt: false, 10, ["auto", "256x256", "512x512", "1024x1024"], ["auto", "standard"]),
        new("dall-e-3", IsGpt: false, 1, ["auto", "1024x1024", "1792x1024", "1024x1792"], ["auto", "standard", "hd"]),
    ];

    private static OpenaiModel Gpt(string id) =>
        new(id, IsGpt: true, 10, ["auto", "1024x1024", "1536x1024", "1024x1536"], ["auto", "low", "medium", "high"]);
}
