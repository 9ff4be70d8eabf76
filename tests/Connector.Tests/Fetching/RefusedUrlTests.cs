using Connector.Failures;
using Connector.Testing;

namespace Connector.Tests.Fetching;

/// <summary>URLs that are refused by what they say or where they lead, before a single byte is sent.</summary>
public sealed class RefusedUrlTests : IAsyncLifetime
{
    private FetchLab _lab = null!;

    public static TheoryData<string, string> Unfetchable => new()
    {
        { "plain http", "http://images.test/a.png" },
        { "http on the https port", "http://images.test:443/a.png" },
        { "ftp", "ftp://images.test/a.png" },
        { "file", "file:///etc/passwd" },
        { "file of a server", "file://images.test/a.png" },
        { "gopher", "gopher://images.test:443/_x" },
        { "data", "data:image/png;base64,AAAA" },
        { "web socket", "wss://images.test/a.png" },
        { "javascript", "javascript:alert(1)" },
        { "ldap", "ldap://images.test/x" },
        { "scheme within a scheme", "jar:https://images.test/a.png" },
        { "view-source", "view-source:https://images.test/a.png" },
        { "relative", "a.png" },
        { "relative to the scheme", "//images.test/a.png" },
        { "user", "https://me@images.test/a.png" },
        { "user and password", "https://me:secret@images.test/a.png" },
        { "password alone", "https://:secret@images.test/a.png" },
        { "public address as user of a private one", "https://93.184.216.34@127.0.0.1/a.png" },
        { "host as user of a private one", "https://images.test:443@10.0.0.1/a.png" },
        { "port 80", "https://images.test:80/a.png" },
        { "port 22", "https://images.test:22/a.png" },
        { "port 6379", "https://images.test:6379/a.png" },
        { "port 8443", "https://images.test:8443/a.png" },
        { "port 0", "https://images.test:0/a.png" },
        { "port 65535", "https://images.test:65535/a.png" },
        { "localhost", "https://localhost/a.png" },
        { "localhost in capitals", "https://LOCALHOST/a.png" },
        { "localhost with a dot", "https://localhost./a.png" },
        { "localhost in circled letters", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/a.png" },
        { "below localhost", "https://x.localhost/a.png" },
        { "below local", "https://printer.local/a.png" },
        { "below internal", "https://db.prod.INTERNAL/a.png" },
        { "metadata of a cloud by name", "https://metadata.google.internal/computeMetadata/v1/" },
        { "name without a dot", "https://metadata/a.png" },
        { "host with a dot at its end", "https://images.test./a.png" },
        { "address with a dot at its end", "https://127.0.0.1./a.png" },
        { "internal with a dot at its end", "https://db.internal./a.png" },
        { "internal behind an ideographic dot", "https://db。internal/a.png" },
        { "too long", "https://images.test/" + new string('a', 2048) },
        { "too long once escaped", "https://images.test/" + new string('ä', 400) },
        { "too long a query", "https://images.test/?" + new string('a', 2048) },
        { "space before", " https://images.test/a.png" },
        { "space after", "https://images.test/a.png " },
        { "space within", "https://images.test/a b.png" },
        { "tab", "https://images.test/a\t.png" },
        { "line feed", "https://images.test/a.png\nHost: 127.0.0.1" },
        { "carriage return and line feed", "https://images.test/a.png HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" },
        { "line feed at the end", "https://images.test/a.png\n" },
        { "NUL in the path", "https://images.test/a.png\0.jpg" },
        { "backslash in the path", "https://images.test/\\127.0.0.1/a.png" },
        { "backslash in the query", "https://images.test/?\\@127.0.0.1" },
        { "next line", "https://images.test/a\u0085b" },
        { "line separator", "https://images.test/a\u2028b" },
        { "non-breaking space", "https://images.test/a\u00A0b" },
    };

    public static TheoryData<string, string> PrivateLiterals => new()
    {
        { "loopback", "https://127.0.0.1/" },
        { "loopback elsewhere", "https://127.13.14.15/" },
        { "loopback decimal", "https://2130706433/" },
        { "loopback hexadecimal", "https://0x7f000001/" },
        { "loopback octal", "https://017700000001/" },
        { "loopback with hexadecimal parts", "https://0x7f.0x0.0x0.0x1/" },
        { "loopback with octal parts", "https://0177.0.0.01/" },
        { "loopback of two parts", "https://127.1/" },
        { "loopback of three parts", "https://127.0.1/" },
        { "loopback of mixed parts", "https://0x7f.1/" },
        { "loopback with ideographic dots", "https://127。0。0。1/" },
        { "unspecified", "https://0.0.0.0/" },
        { "unspecified short", "https://0/" },
        { "private 10", "https://10.1.2.3/" },
        { "private 172.16", "https://172.16.0.1/" },
        { "private 192.168", "https://192.168.0.1/" },
        { "private 192.168 decimal", "https://3232235521/" },
        { "carrier NAT", "https://100.64.0.1/" },
        { "metadata of most clouds", "https://169.254.169.254/latest/meta-data/" },
        { "metadata decimal", "https://2852039166/" },
        { "metadata hexadecimal", "https://0xa9fea9fe/" },
        { "metadata octal", "https://0251.0376.0251.0376/" },
        { "metadata of Azure's wire server", "https://168.63.129.16/" },
        { "metadata of Alibaba", "https://100.100.100.200/" },
        { "metadata of Oracle", "https://192.0.0.192/" },
        { "documentation", "https://192.0.2.1/" },
        { "benchmarking", "https://198.18.0.1/" },
        { "multicast", "https://224.0.0.1/" },
        { "reserved", "https://240.0.0.1/" },
        { "broadcast", "https://255.255.255.255/" },
        { "IPv6 loopback", "https://[::1]/" },
        { "IPv6 loopback in full", "https://[0000:0000:0000:0000:0000:0000:0000:0001]/" },
        { "IPv6 unspecified", "https://[::]/" },
        { "IPv6 unique local", "https://[fd12:3456::1]/" },
        { "IPv6 metadata", "https://[fd00:ec2::254]/" },
        { "IPv6 link-local", "https://[fe80::1]/" },
        { "IPv6 link-local with a zone", "https://[fe80::1%25eth0]/" },
        { "IPv6 site-local", "https://[fec0::1]/" },
        { "IPv6 multicast", "https://[ff02::1]/" },
        { "IPv6 documentation", "https://[2001:db8::1]/" },
        { "IPv4 loopback mapped", "https://[::ffff:127.0.0.1]/" },
        { "IPv4 loopback mapped in hexadecimal", "https://[::ffff:7f00:1]/" },
        { "IPv4 metadata mapped", "https://[::ffff:a9fe:a9fe]/" },
        { "IPv4 loopback compatible", "https://[::127.0.0.1]/" },
        { "IPv4 loopback translated", "https://[64:ff9b::7f00:1]/" },
        { "IPv4 private translated locally", "https://[64:ff9b:1::a00:1]/" },
        { "IPv4 loopback in 6to4", "https://[2002:7f00:1::]/" },
        { "IPv4 in Teredo", "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/" },
    };

    public static TheoryData<string, string[]> PrivateNames => new()
    {
        { "only address", ["10.0.0.1"] },
        { "first of two", ["10.0.0.1", "93.184.216.34"] },
        { "second of two", ["93.184.216.34", "10.0.0.1"] },
        { "last of four", ["93.184.216.34", "93.184.216.35", "2606:4700::1111", "169.254.169.254"] },
        { "all of three", ["127.0.0.1", "::1", "192.168.1.1"] },
        { "loopback", ["127.0.0.1"] },
        { "IPv6 loopback", ["::1"] },
        { "unspecified", ["0.0.0.0"] },
        { "carrier NAT", ["100.64.1.1"] },
        { "metadata", ["169.254.169.254"] },
        { "IPv6 metadata", ["fd00:ec2::254"] },
        { "Azure's wire server", ["168.63.129.16"] },
        { "link-local", ["fe80::1%2"] },
        { "mapped", ["::ffff:10.0.0.1"] },
        { "translated", ["64:ff9b::a00:1"] },
        { "6to4", ["2002:a00:1::1"] },
        { "multicast", ["224.0.0.251"] },
        { "broadcast", ["255.255.255.255"] },
    };

    public async Task InitializeAsync() => _lab = await FetchLab.StartAsync(TestPng.Create(1, 1));

    public async Task DisposeAsync() => await _lab.DisposeAsync();

    [Theory]
    [MemberData(nameof(Unfetchable))]
    public async Task Is_refused_before_anything_is_looked_up(string what, string url)
    {
        await _lab.FailAsync(url, ErrorCodes.UrlRefused);

        Assert.True(_lab.Resolved.Count + _lab.Connected.Count == 0, what);
    }

    [Theory]
    [MemberData(nameof(PrivateLiterals))]
    public async Task A_private_address_is_refused_however_it_is_written(string what, string url)
    {
        await _lab.FailAsync(url, ErrorCodes.UrlRefused);

        Assert.True(_lab.Connected.Count == 0, what);
    }

    [Theory]
    [MemberData(nameof(PrivateNames))]
    public async Task A_name_with_a_private_address_is_refused_and_the_address_not_told(string what, string[] addresses)
    {
        _lab.Names("rebind.test", addresses);

        var failure = await _lab.FailAsync("https://rebind.test/a.png", ErrorCodes.UrlRefused);

        Assert.True(_lab.Connected.Count == 0, what);
        Assert.Contains("rebind.test", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(addresses, address => failure.Message.Contains(address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NUL in the host", "https://images.test\0.evil.test/")]
    [InlineData("space in the host", "https://images test/")]
    [InlineData("line feed in the host", "https://images.test\n.evil.test/")]
    [InlineData("encoded slash in the host", "https://images.test%2F127.0.0.1/")]
    [InlineData("encoded at sign in the host", "https://images.test%40127.0.0.1/")]
    [InlineData("backslash for a slash", "https://images.test\\a.png")]
    [InlineData("backslashes for both slashes", "https:\\\\127.0.0.1\\a.png")]
    [InlineData("backslash before a user's at sign", "https://images.test\\@127.0.0.1/a.png")]
    [InlineData("loopback percent-encoded", "https://%31%32%37.0.0.1/")]
    [InlineData("loopback in full-width digits", "https://１２７.０.０.１/")]
    [InlineData("no host", "https:///etc/passwd")]
    [InlineData("port above all", "https://images.test:65536/")]
    [InlineData("negative port", "https://images.test:-443/")]
    [InlineData("port with a user's at sign", "https://images.test:443:80/")]
    [InlineData("IPv6 not closed", "https://[::1/")]
    [InlineData("label too long", "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test/")]
    [InlineData("broken punycode", "https://xn--\u00e4.test/")]
    [InlineData("empty label", "https://images..test/")]
    [InlineData("address beyond the last", "https://4294967296/")]
    [InlineData("octet beyond the last", "https://127.0.0.256/")]
    public async Task A_text_that_is_hardly_a_url_never_leads_anywhere(string what, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => _lab.Fetcher.OpenAsync(url, CancellationToken.None));
            Assert.Contains(failure.Code, new[] { ErrorCodes.UrlRefused, ErrorCodes.UrlUnreachable });
        }

        Assert.True(_lab.Connected.Count == 0, what);
    }
}
