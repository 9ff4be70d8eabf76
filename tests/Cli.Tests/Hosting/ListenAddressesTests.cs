using Connector.Cli.Hosting;
using Microsoft.Extensions.Configuration;

namespace Connector.Cli.Tests.Hosting;

public class ListenAddressesTests
{
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
