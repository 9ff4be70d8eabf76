using Connector.Declaration;
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
        Assert.Empty(options.AccessKeys);
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
    [InlineData("Access:Keys", "x", "Access__Keys is not a setting.")]
    [InlineData("Access:Keys:first", "x", "Access__Keys__first is not a setting.")]
    [InlineData("Sandbox:Enabled", "yes", "Sandbox__Enabled is \"yes\"; it must be true or false.")]
    [InlineData("Storage:Kind", "ftp", "Storage__Kind is \"ftp\"; it must be local.")]
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
    public void A_contradiction_stops_the_start_and_all_faults_are_told_at_once()
    {
        var failure = Assert.Throws<ConnectorException>(() => Read(
            ("Sandbox:Enabled", "true"), ("Apps:dreamstudio:base_url", "http://127.0.0.1:4010"), ("Storage:Folder", "x")));

        Assert.Contains("Sandbox__Enabled is true and Apps__dreamstudio__base_url is set", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Storage__Folder is not a setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_programs_settings_are_none_of_ours() => Read(("PATH", "/bin"), ("Logging:LogLevel:Default", "Debug"), ("AppsFolder", "x"));

    private static ConnectorOptions Read(params (string Name, string? Value)[] settings) =>
        SettingsReader.Read(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)), Apps);
}
