using Connector.Actions;
using Connector.Access;
using Connector.Callers;
using Connector.Failures;
using Connector.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Settings;

public class AccessSettingsTests
{
    private const string HashOfKey = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683";

    [Fact]
    public void A_caller_is_known_by_each_of_their_keys_and_by_the_hash_of_one()
    {
        var keys = Keys(("Access:Keys:alice:key", "one"), ("Access:Keys:Alice:key:1", "two"), ("Access:Keys:bob:key_sha256", HashOfKey.ToUpperInvariant()), ("Access:Keys:0", "old"));

        Assert.Equal(["alice", "alice", "bob", null], new[] { "one", "two", "key", "old" }.Select(key => keys.Find(key)!.Name));
        Assert.Null(keys.Find(HashOfKey));
        Assert.Null(keys.Find(""));
    }

    [Fact]
    public void A_caller_has_limits_and_actions_of_their_own()
    {
        var alice = Keys(
            ("Access:Keys:alice:key", "one"),
            ("Access:Keys:alice:daily_credits", "2.5"),
            ("Access:Keys:alice:rate_per_minute", "10"),
            ("Access:Keys:alice:actions", "stability-generate-*, dreamstudio-text-to-image")).Find("one")!;

        Assert.Equal((2.5m, 10), (alice.DailyCredits, alice.RatePerMinute));
        Assert.Equal(
            ["dreamstudio-text-to-image", "stability-generate-core", "stability-generate-sd3", "stability-generate-ultra"],
            Catalog.All.Actions.Select(action => action.Name).Where(alice.MayRun).Order(StringComparer.Ordinal));
        var refused = Assert.Throws<ConnectorException>(() => alice.ThrowIfMayNotRun("gateway-generate-image"));
        Assert.Equal((403, ErrorCodes.ActionNotAllowed), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("Access:Keys:a b:key", "x", "is no caller's name")]
    [InlineData("Access:Keys:alice:daily_credits", "5", "alice has limits and no key: set Access__Keys__alice__key.")]
    [InlineData("Access:Keys:alice:daily_credits", "-5", "Access__Keys__alice__daily_credits is \"-5\"; it must be a number above 0")]
    [InlineData("Access:Keys:alice:rate_per_minute", "0", "Access__Keys__alice__rate_per_minute is \"0\"; it must be a whole number of 1 or more.")]
    [InlineData("Access:Keys:alice:key_sha256", "abc", "Access__Keys__alice__key_sha256 must be 64 hexadecimal digits")]
    [InlineData("Access:Keys:alice:daly_credits", "5", "Access__Keys__alice__daly_credits is not a setting. Did you mean \"Access__Keys__alice__daily_credits\"?")]
    [InlineData("Access:Isolate", "true", "Access__Isolate is true and nothing tells who calls")]
    public void What_cannot_be_meant_stops_the_start(string name, string value, string told) =>
        Assert.Contains(told, Assert.Throws<ConnectorException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_no_action_has_stops_the_start()
    {
        var access = Read(("Access:Keys:alice:key", "x"), ("Access:Keys:alice:actions", "stabilty-generate-core")).Access;

        var fault = Assert.Throws<ConnectorException>(() => AccessKeys.ThrowIfForNoAction(access));

        Assert.Contains("Access__Keys__alice__actions has \"stabilty-generate-core\", which is no action. Did you mean \"stability-generate-core\"?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_two_callers_and_a_key_without_a_name_beside_isolation_stop_the_start()
    {
        Assert.Contains("alice and bob have the same key", Fault(("Access:Keys:alice:key", "x"), ("Access:Keys:bob:key", "x")), StringComparison.Ordinal);
        Assert.Contains("Access__Keys__0 names nobody", Fault(("Access:Keys:0", "x"), ("Access:Isolate", "true")), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_read_anew_and_faults_or_the_loss_of_all_keys_change_nothing()
    {
        var keys = Keys(("Access:Keys:alice:key", "one"));

        keys.Reload(Configuration(("Access:Keys:alice:key", "one"), ("Access:Keys:alice:key:0", "two")));
        Assert.Equal("alice", keys.Find("two")?.Name);
        keys.Reload(Configuration(("Access:Keys:alice:daily_credits", "x")));
        keys.Reload(Configuration());
        keys.Reload(Configuration(("Access:Keys:alice:key", "two"), ("Access:Isolate", "true")));
        Assert.NotNull(keys.Find("one"));
        keys.Reload(Configuration(("Access:Keys:alice:key", "two")));

        Assert.Null(keys.Find("one"));
        Assert.NotNull(keys.Find("two"));
    }

    [Theory]
    [InlineData("alice", "callers/alice")]
    [InlineData("ALICE", "callers/alice")]
    [InlineData("alice@example.com", "callers/alice-example.com-")]
    [InlineData("../bob", "callers/-bob-")]
    [InlineData("..", "callers/-")]
    [InlineData("alice-0123456789abcdef", "callers/alice-0123456789abcdef-")]
    [InlineData("\u212aim", "callers/-im-")]
    public void The_folder_of_a_caller_is_one_that_paths_may_have(string name, string start)
    {
        var folder = Caller.Named(name, isIsolated: true).Folder!;

        Assert.StartsWith(start, folder, StringComparison.Ordinal);
        Assert.True(Connector.Files.MediaPath.IsValid(folder));
        Assert.DoesNotContain("..", folder, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "callers/alice/")]
    [InlineData("callers", "callers/alice/")]
    [InlineData("callers/alice", "callers/alice/")]
    [InlineData("callers/alice/up", "callers/alice/up")]
    [InlineData("uploads/", "callers/alice/uploads/")]
    [InlineData("callers/bob", "callers/alice/callers/bob")]
    [InlineData("callers/alice2/", "callers/alice/callers/alice2/")]
    public void A_prefix_means_what_is_theirs(string given, string meant) => Assert.Equal(meant, Caller.Named("alice", isIsolated: true).PrefixOf(given));

    private static string Fault(params (string Name, string Value)[] settings) => Assert.Throws<ConnectorException>(() => Read(settings)).Message;

    private static AccessKeys Keys(params (string Name, string Value)[] settings) => new(Read(settings), NullLogger<AccessKeys>.Instance);

    private static ConnectorOptions Read(params (string Name, string Value)[] settings) => SettingsReader.Read(Configuration(settings).AsEnumerable(), Catalog.All.Apps);

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
}
