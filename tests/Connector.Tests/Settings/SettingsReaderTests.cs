using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Tests.Settings;

public class SettingsReaderTests
{
    private static readonly IReadOnlyList<ConnectorApp> Apps = [Catalog.All.FindApp("dreamstudio")];

    [Fact]
    public void Without_settings_files_are_local_and_the_sandbox_serves_a_developers_machine_only()
    {
        var options = Read();

        Assert.Equal("./files", options.StorageRoot);
        Assert.Empty(options.Access.Keys);
        Assert.Equal(Apps.Count, options.AppsForSandbox(isDevelopersMachine: true).Count);
        Assert.Empty(options.AppsForSandbox(isDevelopersMachine: false));
    }

    [Theory]
    [InlineData("Apps:dreamstudio:auth:api_key")]
    [InlineData("apps:DREAMSTUDIO:auth:API_KEY")]
    [InlineData("STABILITY_API_KEY")]
    public void The_key_comes_from_the_apps_setting_or_the_vendors_variable(string name)
    {
        var options = Read((name, "sk-secret"));

        Assert.Equal("sk-secret", options.Connections["dreamstudio"].ApiKey);
        Assert.Empty(options.AppsForSandbox(isDevelopersMachine: true));
        Assert.DoesNotContain("sk-secret", options.Connections["dreamstudio"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_around_a_key_is_dropped_and_one_inside_stops_the_start_without_showing_the_key()
    {
        Assert.Equal("sk-secret", Read(("STABILITY_API_KEY", " sk-secret\r\n")).Connections["dreamstudio"].ApiKey);

        var failure = Assert.Throws<ConnectorException>(() => Read(("STABILITY_API_KEY", "sk-secret\nX-Evil: 1")));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_apps_own_key_wins_over_the_vendors_variable() =>
        Assert.Equal("own", Read(("STABILITY_API_KEY", "shared"), ("Apps:dreamstudio:auth:api_key", "own")).Connections["dreamstudio"].ApiKey);

    [Fact]
    public void Headers_and_base_url_come_from_settings()
    {
        var connection = Read(
            ("Apps:dreamstudio:organization", "org-1"), ("Apps:dreamstudio:client_id", "me"), ("Apps:dreamstudio:base_url", "http://127.0.0.1:4010")).Connections["dreamstudio"];

        Assert.Equal(new Uri("http://127.0.0.1:4010"), connection.BaseUrl);
        Assert.Equal(["Organization=org-1", "Stability-Client-ID=me"], connection.Headers.Select(header => $"{header.Key}={header.Value}").Order());
    }

    [Theory]
    [InlineData("https://flows.example", true)]
    [InlineData("https://flows.example/", true)]
    [InlineData("http://localhost:1880", true)]
    [InlineData("*", false)]
    [InlineData("null", false)]
    [InlineData("flows.example", false)]
    [InlineData("file:///page.html", false)]
    [InlineData("https://flows.example/page", false)]
    [InlineData("https://flows.example?a", false)]
    [InlineData("https://me@flows.example", false)]
    public void An_origin_is_a_scheme_a_host_and_perhaps_a_port(string origin, bool right)
    {
        var failure = Record.Exception(() => Assert.StartsWith(origin, Read(("Access:Origins:0", origin)).Origins.Single().AbsoluteUri, StringComparison.Ordinal));

        Assert.True(right ? failure is null : failure is ConnectorException { Code: ErrorCodes.InvalidSettings } refused && refused.Message.Contains("Access__Origins", StringComparison.Ordinal), $"{failure}");
    }

    [Fact]
    public void An_app_that_was_pointed_elsewhere_is_not_served_by_the_sandbox() =>
        Assert.Empty(Read(("Apps:dreamstudio:base_url", "http://127.0.0.1:4010")).AppsForSandbox(isDevelopersMachine: true));

    [Fact]
    public void The_sandbox_can_be_forced_on_and_off()
    {
        Assert.Single(Read(("Sandbox:Enabled", "true"), ("STABILITY_API_KEY", "sk-real")).AppsForSandbox(isDevelopersMachine: false));
        Assert.Empty(Read(("Sandbox:Enabled", "false")).AppsForSandbox(isDevelopersMachine: true));
    }

    [Fact]
    public void A_real_key_is_never_sent_to_the_sandbox()
    {
        var options = Read(("Sandbox:Enabled", "true"), ("STABILITY_API_KEY", "sk-real"));

        var sandboxed = options.WithSandbox(options.AppsForSandbox(isDevelopersMachine: true), new Uri("http://127.0.0.1:1"), "sk-sandbox");

        Assert.Equal("sk-sandbox", sandboxed.Connections["dreamstudio"].ApiKey);
        Assert.True(sandboxed.Connections["dreamstudio"].IsSandbox);
    }

    [Theory]
    [InlineData("Apps:dreamstudio:api_key", "x", "Apps__dreamstudio__api_key is not a setting.")]
    [InlineData("Apps:dreamstudio:auth:apikey", "x", "Did you mean \"Apps__dreamstudio__auth__api_key\"?")]
    [InlineData("Apps:dreamstdio:base_url", "x", "Did you mean \"Apps__dreamstudio__base_url\"?")]
    [InlineData("Storage:Rot", "x", "Did you mean \"Storage__Root\"?")]
    [InlineData("Access:Keys", "x", "Access__Keys is not a setting. Did you mean \"Access__Keys__0\"?")]
    [InlineData("Access:Keys:first", "x", "Access__Keys__first is not a setting. Did you mean \"Access__Keys__0\"?")]
    [InlineData("Access:Key", "x", "Did you mean \"Access__Keys__0\"?")]
    [InlineData("STABILITY_APIKEY", "x", "STABILITY_APIKEY is not a setting. Did you mean \"STABILITY_API_KEY\"?")]
    [InlineData("STABILITY_KEY", "x", "Did you mean \"STABILITY_API_KEY\"?")]
    [InlineData("STABILITYAPIKEY", "x", "Did you mean \"STABILITY_API_KEY\"?")]
    [InlineData("CONNECTOR_QUEUE", "x", "Did you mean \"CONNECTOR_JOB_QUEUE\"?")]
    [InlineData("SPEND_DAILY_CREDITS", "5", "SPEND_DAILY_CREDITS is not a setting. Did you mean \"Spend__DailyCredits\"?")]
    [InlineData("Sandbox:Enabled", "yes", "Sandbox__Enabled is \"yes\"; it must be true or false.")]
    [InlineData("Upstream:Timeout", "5", "Upstream__Timeout is not a setting.")]
    [InlineData("Upstream:TimeoutSeconds", "0", "Upstream__TimeoutSeconds is \"0\"; it must be a whole number from 1 to 3600.")]
    [InlineData("Upstream:Retries", "11", "it must be a whole number from 0 to 10.")]
    [InlineData("Upstream:Retries", "-1", "it must be a whole number from 0 to 10.")]
    [InlineData("Upstream:CallsPer10Seconds", "50", "Upstream__CallsPer10Seconds is not a setting. Did you mean \"Apps__dreamstudio__calls_per_10_seconds\"?")]
    [InlineData("Apps:dreamstudio:calls_per_10_seconds", "-1", "Apps__dreamstudio__calls_per_10_seconds is \"-1\"; it must be a whole number of 0 or more.")]
    [InlineData("Apps:dreamstudio:calls_per_10_seconds", "1.5", "it must be a whole number of 0 or more.")]
    [InlineData("Upstream:QueueSeconds", "1.5", "it must be a whole number from 0 to 3600.")]
    [InlineData("Spend:DailyCredit", "5", "Did you mean \"Spend__DailyCredits\"?")]
    [InlineData("Spend:DailyCredits", "0", "Spend__DailyCredits is \"0\"; it must be a number above 0")]
    [InlineData("Spend:DailyCredits", "-1", "it must be a number above 0")]
    [InlineData("Spend:DailyCredits", "1,000", "it must be a number above 0")]
    [InlineData("Storage:Kind", "ftp", "Storage__Kind is \"ftp\"; it must be local or blob.")]
    [InlineData("Storage:Kind", "blob", "set Storage__ConnectionString or Storage__AccountUrl")]
    [InlineData("Storage:ConnectionString", "x", "Storage__ConnectionString is set and Storage__Kind is local")]
    [InlineData("Storage:AccountUrl", "https://a.blob.core.windows.net", "Storage__AccountUrl is set and Storage__Kind is local")]
    [InlineData("Storage:Container", "files", "Storage__Container is set and Storage__Kind is local")]
    [InlineData("Apps:dreamstudio:base_url", "api.stability.ai", "Apps__dreamstudio__base_url is \"api.stability.ai\"")]
    [InlineData("Apps:dreamstudio:base_url", "ftp://api.stability.ai", "it must be an http or https address")]
    [InlineData("Apps:dreamstudio:organization", "a\r\nX-Evil: 1", "Apps__dreamstudio__organization")]
    public void An_unknown_or_impossible_setting_stops_the_start_and_is_named(string name, string value, string message)
    {
        var failure = Assert.Throws<ConnectorException>(() => Read((name, value)));

        Assert.Equal(ErrorCodes.InvalidSettings, failure.Code);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Upstream_limits_are_those_documented_until_settings_change_them()
    {
        var limits = Read(
            ("Upstream:TimeoutSeconds", "30"), ("Upstream:Retries", "0"), ("Upstream:QueueSeconds", "2")).Upstream;

        Assert.Equal(new UpstreamLimits(), Read().Upstream);
        Assert.Equal((30, 0, 2), (limits.Timeout.TotalSeconds, limits.Retries, limits.Queue.TotalSeconds));
    }

    [Fact]
    public void Each_app_has_the_limit_that_its_upstream_states_until_a_setting_changes_it_to_any_other_or_none()
    {
        var limits = SettingsReader.Read([], Catalog.All.Apps).Connections;
        var changed = SettingsReader.Read(
            [
                new("Apps:dreamstudio:calls_per_10_seconds", "600"),
                new("Apps:stability:calls_per_10_seconds", "0"),
                new("Apps:gateway:calls_per_10_seconds", "5"),
            ],
            Catalog.All.Apps).Connections;

        Assert.Equal((150, 150, 0), (limits["dreamstudio"].CallsPer10Seconds, limits["stability"].CallsPer10Seconds, limits["gateway"].CallsPer10Seconds));
        Assert.Equal((600, 0, 5), (changed["dreamstudio"].CallsPer10Seconds, changed["stability"].CallsPer10Seconds, changed["gateway"].CallsPer10Seconds));
    }

    [Fact]
    public void A_days_credits_have_no_limit_until_a_whole_or_decimal_number_sets_it()
    {
        Assert.Null(Read().DailyCredits);
        Assert.Equal(250, Read(("Spend:DailyCredits", "250")).DailyCredits);
        Assert.Equal(0.9m, Read(("Spend:DailyCredits", "0.9")).DailyCredits);
    }

    [Fact]
    public void A_contradiction_stops_the_start_and_all_faults_are_told_at_once()
    {
        var failure = Assert.Throws<ConnectorException>(() => Read(
            ("Sandbox:Enabled", "true"), ("Apps:dreamstudio:base_url", "http://127.0.0.1:4010"), ("Storage:Folder", "x")));

        Assert.Contains("Sandbox__Enabled is true and Apps__dreamstudio__base_url is set", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Storage__Folder is not a setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_go_to_a_container_by_connection_string_or_by_address_and_no_secret_is_printed()
    {
        const string secret = "c2VjcmV0";
        var byKey = Read(("Storage:Kind", "blob"), ("Storage:ConnectionString", $"AccountName=a;AccountKey={secret};EndpointSuffix=core.windows.net"));
        var byIdentity = Read(("Storage:Kind", "Blob"), ("Storage:AccountUrl", "https://a.blob.core.windows.net"), ("Storage:Container", "files"));

        Assert.Equal(("blob", "connector"), (byKey.StorageKind, byKey.Blob!.Container));
        Assert.DoesNotContain(secret, byKey.ToString(), StringComparison.Ordinal);
        Assert.Equal((new Uri("https://a.blob.core.windows.net"), "files"), (byIdentity.Blob!.AccountUrl, byIdentity.Blob.Container));
        Assert.Equal("local", Read().StorageKind);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "secret", "Storage__ConnectionString is not a connection string with an account key")]
    [InlineData("Storage:ConnectionString", "BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=secret", "Storage__ConnectionString is not a connection string with an account key")]
    [InlineData("Storage:ConnectionString", "AccountName=a;AccountKey=secret", "are both set")]
    [InlineData("Storage:AccountUrl", "http://a.blob.core.windows.net", "Storage__AccountUrl must be an https address")]
    [InlineData("Storage:AccountUrl", "https://a.blob.core.windows.net/?sig=secret", "Storage__AccountUrl must be an https address")]
    [InlineData("Storage:Container", "My Files", "Storage__Container is \"My Files\"")]
    [InlineData("Storage:Container", "a--b", "Storage__Container is \"a--b\"")]
    public void Impossible_settings_of_blob_files_stop_the_start_without_telling_secrets(string name, string value, string message)
    {
        var failure = Assert.Throws<ConnectorException>(() => Read(
            ("Storage:Kind", "blob"), (name == "Storage:AccountUrl" ? "Storage:Container" : "Storage:AccountUrl", name == "Storage:AccountUrl" ? "files" : "https://a.blob.core.windows.net"), (name, value)));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_written_with_other_separators_is_told()
    {
        foreach (var setting in ConnectorSettings.All(Apps).Where(setting => !HasChoice(setting)))
        {
            var name = setting.IsList ? $"{setting.Name}__0" : setting.Name;
            foreach (var written in new[] { name.Replace("__", "_", StringComparison.Ordinal).ToUpperInvariant(), name.Replace("_", "", StringComparison.Ordinal) }.Where(written => !setting.Matches(written)))
            {
                Assert.Contains($"Did you mean \"{name}\"?", Assert.Throws<ConnectorException>(() => Read((written, "x"))).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_list_s_own_name_leads_to_its_first_value()
    {
        foreach (var list in ConnectorSettings.All(Apps).Where(setting => setting.IsList && !HasChoice(setting)))
        {
            Assert.Contains($"Did you mean \"{list.Name}__0\"?", Assert.Throws<ConnectorException>(() => Read((list.Name, "x"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_programs_settings_are_none_of_ours() => Read(
        ("PATH", "/bin"), ("Logging:LogLevel:Default", "Debug"), ("AppsFolder", "x"), ("STABILITY_HOST", "grpc.stability.ai:443"), ("STABILITY_API_KEY", "a"), ("STABILITY_KEY", "b"));

    /// <summary>Whether a part of the name is chosen by whoever sets it.</summary>
    private static bool HasChoice(Setting setting) => setting.Name.Contains('<', StringComparison.Ordinal);

    private static ConnectorOptions Read(params (string Name, string? Value)[] settings) =>
        SettingsReader.Read(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)), Apps);
}
