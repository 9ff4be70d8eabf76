using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Connector.Files;
using Connector.Output;
using Connector.Recipes;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Wire.Growth;

/// <summary>
/// A local store as a server leaves it that has been in use for long: pictures by action and day, a recipe for each, and as many runs that
/// have ended. The jobs that wait are in a store of their own, since a server on it would begin with them.
/// </summary>
internal sealed class FilledStore
{
    private static readonly string[] Actions = ["stability-generate-core", "stability-generate-ultra"];
    private static readonly byte[] Picture = TestPng.Create(1, 1);

    /// <summary>Those of somebody who has set nothing.</summary>
    public static ConnectorOptions Options { get; } = new() { Connections = new Dictionary<string, AppConnection>(StringComparer.Ordinal) };

    private readonly int _days;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private FilledStore(string folder, int size, int days) => (Folder, Size, _days) = (folder, size, days);

    /// <summary>The folder of the server, whose files are in <c>files</c>.</summary>
    public string Folder { get; }

    /// <summary>How many of everything it has.</summary>
    public int Size { get; }

    /// <summary>The files and runs.</summary>
    public string Root => Path.Combine(Folder, "files");

    /// <summary>The jobs that wait.</summary>
    public string JobsRoot => Path.Combine(Folder, "jobs");

    /// <summary>What the paths of a day in the middle begin with.</summary>
    public string MiddleDay => MediaPath.Folder(Actions[0], DayOf(Size / 2)) + "/";

    /// <summary>The path of a file in the middle of all.</summary>
    public string MiddlePath => PathOf(Size / 2);

    /// <summary>The id of a run in the middle of all.</summary>
    public string MiddleRun => RunKey.Of(Name(Size / 2));

    /// <summary>Fills a store, unless an earlier run has left it.</summary>
    public static async Task<FilledStore> OpenAsync(GrowthChoice choice, int size)
    {
        var folder = Path.Combine(choice.Folder, string.Create(CultureInfo.InvariantCulture, $"growth-{size}-{choice.Days}"));
        var store = new FilledStore(folder, size, choice.Days);
        var done = Path.Combine(folder, "filled");
        if (!File.Exists(done))
        {
            await store.FillAsync();
            await File.WriteAllBytesAsync(done, []);
        }

        return store;
    }

    private static string Name(int index) => new Guid(SHA256.HashData(BitConverter.GetBytes(index)).AsSpan(0, 16)).ToString("N");

    private DateTimeOffset DayOf(int index) => _now.AddDays(-(index % _days));

    private string PathOf(int index) => MediaPath.File(MediaPath.Folder(Actions[index / _days % Actions.Length], DayOf(index)), Name(index), Images.MediaFormat.Png);

    private async Task FillAsync()
    {
        foreach (var kind in (string[])["runs", "recipes", "spend"])
        {
            Directory.CreateDirectory(Path.Combine(Root, ".records", kind));
        }

        Directory.CreateDirectory(Path.Combine(JobsRoot, ".records", JobIndex.Kind));
        for (var index = 0; index < Math.Min(Size, _days * Actions.Length); index++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, PathOf(index)))!);
        }

        var records = new FillingRecords(Root);
        var runs = new RunRecords(records, TimeProvider.System);
        var recipes = new RecipeRecords(records, Options, TimeProvider.System);
        var jobs = new JobIndex(new FillingRecords(JobsRoot), TimeProvider.System);
        using var inputs = JsonDocument.Parse("""{"prompt":"A lighthouse on a cliff","aspect_ratio":"16:9","seed":7}""");
        await Parallel.ForAsync(0, Size, async (index, token) =>
        {
            var (path, id) = (PathOf(index), RunKey.Of(Name(index)));
            File.WriteAllBytes(Path.Combine(Root, path), Picture);
            var recipe = new Recipe { Action = path.Split('/')[0], Inputs = inputs.RootElement, Credits = 3, RequestId = id, Created = _now };
            await recipes.TryKeepAsync(recipe, [new RecipeFile(path, 7)], token);
            await runs.TryWriteAsync(Ended(path, id), tag: null, token);
            await jobs.AddAsync(new JobTicket(id), token);
        });
    }

    private RunRecord Ended(string path, string id) => new()
    {
        Id = id,
        Action = path.Split('/')[0],
        Fingerprint = id,
        State = RunState.Done,
        Created = _now,
        Completed = _now,
        RequestId = id,
        Answer = new RunAnswer
        {
            Media = new MediaReceipt
            {
                Files =
                [
                    new MediaFile
                    {
                        Path = path,
                        Location = new Uri(Path.Combine(Root, path)),
                        Url = new Uri($"http://127.0.0.1:7071/api/files/{path}"),
                        ContentType = "image/png",
                        Bytes = Picture.Length,
                        Width = 1,
                        Height = 1,
                        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Picture)),
                        Seed = 7,
                        FinishReason = "SUCCESS",
                    },
                ],
                Credits = 3,
                Summary = "Generated 1 image with stable-image-core.",
                RequestId = id,
                Sandbox = false,
            },
        },
    };
}
