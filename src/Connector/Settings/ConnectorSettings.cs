using System.Globalization;
using Connector.Declaration;

namespace Connector.Settings;

/// <summary>Every setting there is. Reading, the check for unknown names and the documentation loop over this list.</summary>
public static class ConnectorSettings
{
    /// <summary>The kind of storage that is a folder.</summary>
    public const string LocalStorage = "local";

    /// <summary>The kind of storage that is a container of Azure Storage.</summary>
    public const string BlobStorage = "blob";

    /// <summary>
    /// The name of <see cref="JobQueue"/>. It is flat, unlike the others: the trigger reads it, and neither the host's nor the scale
    /// controller's binding expressions deal well with sections.
    /// </summary>
    public const string JobQueueName = "CONNECTOR_JOB_QUEUE";

    /// <summary>Where files go.</summary>
    public static Setting StorageKind { get; } = new(
        "Storage__Kind", $"Where files go: {LocalStorage}, a folder of this machine; {BlobStorage}, a private container of Azure Storage.", LocalStorage);

    /// <summary>The folder of local files.</summary>
    public static Setting StorageRoot { get; } = new("Storage__Root", "The folder of local files.", "./files");

    /// <summary>The folder of files that the store did not take.</summary>
    public static Setting SpillRoot { get; } = new(
        "Storage__Spill",
        "The folder of this machine where files are kept, for a week, that were paid for and that the store did not take. Better on another disk than the files, and one that a restart does not empty.",
        "connector-spill in the temporary folder");

    /// <summary>Whether it is kept how files were made.</summary>
    public static Setting KeepInputs { get; } = new(
        "Storage__KeepInputs",
        "false: no recipe is kept of what actions make: neither the inputs, nor the seed and price beside them.",
        "true");

    /// <summary>How long files are kept.</summary>
    public static Setting KeepDays { get; } = new(
        "Storage__KeepDays",
        "After how many days files are deleted with what is kept of how they were made: what actions made, and what callers uploaded. On Azure the lifecycle rule of infra does the same while the app sleeps.",
        "files are kept for ever")
    {
        Range = (1, int.MaxValue),
    };

    /// <summary>How long the files of one folder are kept.</summary>
    public static Setting KeepDaysOf { get; } = new(
        "Storage__KeepDays__<folder>",
        "The same for one folder, an action's name or uploads: Storage__KeepDays__uploads. 0: for ever. Shells take no hyphens in names: an action's folder is set in appsettings.json, as Storage:KeepDays:stability-generate-core.",
        "as Storage__KeepDays says")
    {
        Range = (0, int.MaxValue),
    };

    /// <summary>The storage account, with its key.</summary>
    public static Setting StorageConnectionString { get; } = new(
        "Storage__ConnectionString", "The storage account of blob files, as a connection string with the account's key.", "none");

    /// <summary>The storage account, for a managed identity.</summary>
    public static Setting StorageAccountUrl { get; } = new(
        "Storage__AccountUrl",
        "The storage account of blob files, as https://{account}.blob.core.windows.net: without a key, by managed identity. It needs the roles Storage Blob Data Contributor and Storage Blob Delegator, and on Azure Functions Storage Queue Data Contributor.",
        "none");

    /// <summary>The container of blob files.</summary>
    public static Setting StorageContainer { get; } = new("Storage__Container", "The container of blob files; made when it is missing.", "connector");

    /// <summary>The queue that the function app's trigger reads.</summary>
    public static Setting JobQueue { get; } = new(
        JobQueueName,
        "On Azure Functions: the queue that jobs are taken from, which must be {container}-jobs, so that no two apps share one. Nothing else reads it.",
        "none; a function app with blob files does not start without it");

    /// <summary>The keys callers of a self-host must show.</summary>
    public static Setting AccessKeys { get; } = new(
        "Access__Keys",
        "Keys that callers must send in x-functions-key or ?code=. Without any, the server listens on loopback only.",
        "none")
    {
        IsList = true,
    };

    /// <summary>A caller's key.</summary>
    public static Setting CallerKey { get; } = new(
        "Access__Keys__<caller>__key",
        "The key of one caller, whose name is told in logs, receipts and the ledger: Access__Keys__alice__key. Two keys at once, while one is replaced by the other, are Access__Keys__alice__key__0 and __1.",
        "none")
    {
        IsList = true,
    };

    /// <summary>The hash of a caller's key.</summary>
    public static Setting CallerKeyHash { get; } = new(
        "Access__Keys__<caller>__key_sha256",
        "The same as 64 hexadecimal digits of the key's SHA-256, so that the settings hold no key (printf %s \"$key\" | sha256sum).",
        "none")
    {
        IsList = true,
    };

    /// <summary>A caller's limit of a day.</summary>
    public static Setting CallerDailyCredits { get; } = new(
        "Access__Keys__<caller>__daily_credits", "The most credits that this caller's calls to real APIs may cost in a day (UTC). A number above 0.", "no limit of their own");

    /// <summary>What a caller may run.</summary>
    public static Setting CallerActions { get; } = new(
        "Access__Keys__<caller>__actions",
        "The actions that this caller may run, with commas between and * for any characters: stability-generate-*,dreamstudio-text-to-image.",
        "all actions");

    /// <summary>How fast a caller may be.</summary>
    public static Setting CallerRate { get; } = new(
        "Access__Keys__<caller>__rate_per_minute", "How many runs this caller may begin in a minute on each instance; each input of a batch counts.", "no limit")
    {
        Range = (1, int.MaxValue),
    };

    /// <summary>Whether each caller sees their own alone.</summary>
    public static Setting Isolate { get; } = new(
        "Access__Isolate",
        "true: a caller sees, reads, chains and deletes only their own files, jobs, batches, subscriptions and answers, and the ledger shows them their own calls. Their files lie in callers/{name}; what was made before belongs to nobody.",
        "false");

    /// <summary>What tells who calls where a front end knows.</summary>
    public static Setting CallerHeader { get; } = new(
        "Access__CallerHeader",
        "The header in which a front end that nobody gets past, such as API Management, tells who calls; it must set the header itself. Not needed with App Service Authentication, whose headers count as soon as it is switched on.",
        "none");

    /// <summary>The web pages elsewhere that may call.</summary>
    public static Setting Origins { get; } = new(
        "Access__Origins",
        "Origins of web pages that may call, for example https://flows.example (CORS). Azure Functions has a setting of its own for this.",
        "none")
    {
        IsList = true,
    };

    /// <summary>Whether a front end tells how callers reached it.</summary>
    public static Setting TrustForwardedHeaders { get; } = new(
        "Access__TrustForwardedHeaders",
        "true: a self-host builds links in answers from the X-Forwarded-Host and X-Forwarded-Proto of the front end before it, which must set them itself. Not needed on Azure Functions.",
        "false");

    /// <summary>Whether the sandbox stands in.</summary>
    public static Setting SandboxEnabled { get; } = new(
        "Sandbox__Enabled",
        "true: the sandbox serves every app. false: never.",
        "it serves the apps without a key, on a developer's machine only");

    /// <summary>Whether the sandbox draws only a part of its pictures.</summary>
    public static Setting SandboxCoarse { get; } = new(
        "Sandbox__Coarse",
        "true: of 32 rows of a picture the sandbox draws one and repeats it, which takes a small part of the time: for tests of flows that draw many pictures and look at none.",
        "false");

    /// <summary>The limit of a day's credits.</summary>
    public static Setting SpendDailyCredits { get; } = new(
        "Spend__DailyCredits",
        "The most credits that calls to real APIs may cost in a day (UTC) by their documented prices, those of all apps and of all instances on the same store together. While it is set, a call without a documented price is refused. A number above 0.",
        "no limit");

    /// <summary>The limit of a month's credits.</summary>
    public static Setting SpendMonthlyCredits { get; } = new(
        "Spend__MonthlyCredits",
        "The same for a calendar month (UTC).",
        "no limit");

    /// <summary>The key that callbacks are signed with.</summary>
    public static Setting CallbackSecret { get; } = new(
        "Callbacks__Secret",
        "The key that callbacks are signed with, as Standard Webhooks has it: 24 to 64 bytes as base64, with whsec_ before it or not (openssl rand -base64 32). Without it nobody is called.",
        "none");

    /// <summary>The private hosts that may be called.</summary>
    public static Setting CallbackHosts { get; } = new(
        "Callbacks__AllowHosts",
        "Hosts, with a port or without, that callbacks may go to although they are private, and over http: receiver.internal, 127.0.0.1:8080.",
        "none: https to the public internet only")
    {
        IsList = true,
    };

    /// <summary>The seconds an upstream call may take in all.</summary>
    public static Setting UpstreamTimeout { get; } = new(
        "Upstream__TimeoutSeconds",
        "The seconds that a call may take in all, with its turn in the queue and its retries. Power Platform gives up after 120.",
        Words((int)Limits.Timeout.TotalSeconds))
    {
        Range = (1, 3600),
    };

    /// <summary>How often an upstream call is tried again.</summary>
    public static Setting UpstreamRetries { get; } = new(
        "Upstream__Retries", "How often a call is tried again where that cannot be charged twice.", Words(Limits.Retries))
    {
        Range = (0, 10),
    };

    /// <summary>The seconds a call waits for its turn.</summary>
    public static Setting UpstreamQueue { get; } = new(
        "Upstream__QueueSeconds",
        "The seconds that a call waits for its turn, or for the moment that upstream names, before it fails with 429 or what upstream said.",
        Words((int)Limits.Queue.TotalSeconds))
    {
        Range = (0, 3600),
    };

    private static UpstreamLimits Limits => new();

    /// <summary>All settings, those of each app included.</summary>
    /// <param name="apps">The apps.</param>
    public static IReadOnlyList<Setting> All(IEnumerable<ConnectorApp> apps) =>
    [
        .. apps.SelectMany(OfApp).DistinctBy(setting => setting.Name, StringComparer.Ordinal),
        StorageKind,
        StorageRoot,
        SpillRoot,
        KeepInputs,
        KeepDays,
        KeepDaysOf,
        StorageConnectionString,
        StorageAccountUrl,
        StorageContainer,
        JobQueue,
        AccessKeys,
        CallerKey,
        CallerKeyHash,
        CallerDailyCredits,
        CallerActions,
        CallerRate,
        Isolate,
        CallerHeader,
        Origins,
        TrustForwardedHeaders,
        SandboxEnabled,
        SandboxCoarse,
        SpendDailyCredits,
        SpendMonthlyCredits,
        CallbackSecret,
        CallbackHosts,
        UpstreamTimeout,
        UpstreamRetries,
        UpstreamQueue,
    ];

    internal static Setting Key(ConnectorApp app) => new(app.KeySetting, $"The key of {app.Title}: what $auth.api_key resolves to.", app.SharedKeySetting ?? "none");

    /// <summary>The vendor's one key for several apps; null for an app that has none.</summary>
    internal static Setting? SharedKey(ConnectorApp app) =>
        app.SharedKeySetting is { } shared ? new Setting(shared, $"Serves {app.KeySetting} when that is unset.", "none") : null;

    internal static Setting BaseUrl(ConnectorApp app) => new(app.BaseUrlSetting, $"Where {app.Title} is reached.", app.BaseUrl.AbsoluteUri);

    internal static Setting Calls(ConnectorApp app) => new(
        app.CallsSetting,
        $"The calls in 10 seconds that {app.Title} allows the key; all instances on the same store keep it together. 0: no limit.",
        Words(app.CallsPer10Seconds))
    {
        Range = (0, int.MaxValue),
        Former = "Upstream__CallsPer10Seconds",
    };

    /// <summary>How requests carry the key; null for an app that knows one way only.</summary>
    internal static Setting? KeyPlacement(ConnectorApp app) => app.KeyPlacements.Count < 2 ? null : new Setting(
        app.KeyPlacementSetting,
        $"How {app.Title} is sent the key: {string.Join("; ", app.KeyPlacements.Select(one => $"{one.Name}, in the header {one.Header}"))}.",
        app.KeyPlacements[0].Name);

    internal static Setting Query(ConnectorApp app, AppQuery query) => new(app.SettingName(query.Setting), query.Description, "not sent");

    /// <summary>What a file costs; null for an app whose prices are documented, or that has no unit for one.</summary>
    internal static Setting? Price(ConnectorApp app) => app.PriceUnit is not { } unit ? null : new Setting(
        app.PriceSetting,
        $"What an image of {app.Title} costs in {unit.Words}, for the receipts and for limits of spending. A number above 0.",
        "not known: no credits are told, and a call with a limit of credits is refused");

    internal static Setting Header(ConnectorApp app, AppHeader header) => new(app.SettingName(header.Setting), header.Description, "not sent");

    private static string Words(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Setting> OfApp(ConnectorApp app)
    {
        yield return Key(app);
        if (SharedKey(app) is { } shared)
        {
            yield return shared;
        }

        if (KeyPlacement(app) is { } placement)
        {
            yield return placement;
        }

        yield return BaseUrl(app);
        foreach (var query in app.Query)
        {
            yield return Query(app, query);
        }

        yield return Calls(app);
        foreach (var header in app.Headers)
        {
            yield return Header(app, header);
        }

        if (Price(app) is { } price)
        {
            yield return price;
        }
    }
}
