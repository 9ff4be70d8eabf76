using Connector.Cli.Hosting;
using Microsoft.Extensions.Configuration;

namespace Connector.Cli.Tests.Hosting;

public class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:1")]
    [InlineData("", "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:2")]
    [InlineData(null, " ", "http://127.0.0.1:3", "http://127.0.0.1:3")]
    [InlineData(null, null, null, "http://127.0.0.1:7071")]
    public void The_command_line_wins_over_the_settings_and_an_empty_one_is_left_out(string? given, string? urls, string? variable, string expected) => Assert.Equal(
        expected,
        ListenAddresses.From(given, new ConfigurationBuilder().AddInMemoryCollection([new("Urls", urls), new("ASPNETCORE_URLS", variable)]).Build()).Urls.Single());

    [Theory]
    [InlineData("http://+:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://*:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://localhost:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://10.1.2.3:7071", "http://10.1.2.3:7071/")]
    [InlineData("http://[::1]:7071", "http://[::1]:7071/")]
    [InlineData("https://+:7443;http://10.1.2.3:7071", "https://127.0.0.1:7443/")]
    [InlineData(null, "http://127.0.0.1:7071/")]
    public void A_program_on_this_machine_finds_the_server_at_its_first_address(string? urls, string expected) =>
        Assert.Equal(new Uri(expected), ListenAddresses.From(urls, new ConfigurationBuilder().Build()).FromThisMachine);
}
