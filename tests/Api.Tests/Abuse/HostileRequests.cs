using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Api.Tests.Abuse;

/// <summary>
/// Generators of requests out of the catalog and the endpoints: each begins as an action's working example, and then values are
/// exchanged for boundary, hostile and wrongly typed ones, names added, doubled and dropped, and bytes changed.
/// </summary>
internal sealed class HostileRequests
{
    private const string Boundary = "fuzz";

    private static readonly string[] Texts =
    [
        "", " ", "x", "\0", "a\r\nX-Evil: 1\r\n\r\n", "\u001b[2J", "\u202e\u200b\ufeff", "🦊🏳️‍🌈", "İıſ", "Ⅷ", "../../etc/passwd", "..%2f..%2fa.png", "%00", "\\\\server\\share\\a.png",
        "https://127.0.0.1/a.png", "https://[::1/a.png", "http://", "file:///etc/passwd", "data:image/png;base64,iVBORw0KGgo=", "data:;base64,", "iVBORw0KGgo", "====", "{}", "[]", "null", "true",
        "NaN", "Infinity", "1e999", "-0", "0x10", "1,5", "٣", "9999999999999999999999", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", "%s%n%x", "$auth.api_key",
        "uploads/2026/11/21/00000000000000000000000000000000.png", ".records/x", "a.png", new('a', 300), new('ä', 5000), new('\t', 11_000), new('A', 100_000), new('x', 600_000),
    ];

    private static readonly string[] WrongTypes =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "-0.0", "1e400", "-1e-400", "2147483648", "4294967296", "-9223372036854775809", "18446744073709551616", "0.1e-9999", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "[]", "{}", "[[]]", "[null]", "[{}]", "[1,\"a\",null,{}]", "{\"a\":1,\"a\":2}", "{\"text\":1}", "[{\"text\":\"x\",\"weight\":\"y\"}]", "[{\"text\":null}]", "{\"__proto__\":{}}", "[[[[[[[[[[[[1]]]]]]]]]]]]", "{\"\":{\"\":{\"\":1}}}",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json;charset=\"", "text/plain", "application/x-www-form-urlencoded", "image/png",
        "application/octet-stream", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"fuzz\"", "multipart/form-data; boundary=other", "multipart/mixed; boundary=fuzz", "", ";", "a/b; c=d; c=e",
    ];

    private static readonly string[] HeaderNames =
    [
        "Accept", "Prefer", "Idempotency-Key", "x-functions-key", "Range", "If-Range", "If-None-Match", "If-Modified-Since", "Origin", "Sec-Fetch-Site", "Referer", "Cookie", "Authorization", "X-Forwarded-Host",
        "X-Forwarded-Proto", "X-Original-Host", "X-HTTP-Method-Override", "X-Request-Id", "X-Azure-Functions-InvocationId", "x-ms-workflow-run-id", "traceparent", "baggage", "Accept-Encoding", "Accept-Language", "X-Fuzz",
    ];

    private static readonly string[] HeaderValues =
    [
        "", "*/*", "image/*", "image/png", "audio/*;q=0.5, image/webp;q=0.9", "model/gltf-binary", "application/json", "image/png;q=x", ";;;", ",,,", "\"", "\"a", "W/\"a\"", "*", "bytes=0-", "bytes=-1", "bytes=5-1",
        "bytes=0-0,1-1,2-2", "bytes=99999999999999999999-", "respond-async", "respond-async, wait=1", "wait=99999999999999999999", "null", "none", "cross-site", "https://evil.example", "evil.example", "00-00-00-00", "Thu, 32 Foo 2026", "\u00e4\u00f6", new('v', 5000),
    ];

    private readonly IReadOnlyList<(ConnectorAction Action, IReadOnlyList<Member> Example)> _examples;
    private readonly Gen<HostileRequest> _requests;

    private HostileRequests(IReadOnlyList<(ConnectorAction Action, IReadOnlyList<Member> Example)> examples, string stored)
    {
        _examples = examples;
        _requests = Gen.Frequency((9, ActionRequests()), (1, RouteRequests(stored)));
    }

    /// <summary>Generators over every action, with files that are there.</summary>
    public static async Task<HostileRequests> CreateAsync(TestConnector connector)
    {
        var (image, audio) = (await connector.UploadAsync(ExampleStore.Png), await connector.UploadAsync(ExampleStore.Wav));
        var examples = new List<(ConnectorAction, IReadOnlyList<Member>)>();
        foreach (var action in Catalog.All.Actions)
        {
            var example = await Examples.ForAsync(action);
            foreach (var file in action.Parameters.OfType<FileParameter>().Where(file => example.ContainsKey(file.Name)))
            {
                example[file.Name] = file.Noun == "audio" ? audio : image;
            }

            examples.Add((action, [.. example.Select(member => new Member(member.Key, member.Value!.ToJsonString()))]));
        }

        return new HostileRequests(examples, image);
    }

    /// <summary>The same request for the same seed and number.</summary>
    public HostileRequest Create(ulong seed, int number) => Gen.Sample(_requests, 50, new Rnd((seed << 32) + (ulong)number), 1).First();

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    private static Gen<string> AnyText() => Gen.OneOf(
        Gen.Elements(Texts),
        from characters in Gen.Choose(0, 0xFFFF).ListOf() select string.Concat(characters.Select(character => char.IsSurrogate((char)character) ? '?' : (char)character)));

    private static Gen<string> ValueFor(Parameter parameter)
    {
        string[] boundaries =
        [
            Examples.ExampleOf(parameter).ToJsonString(),
            .. parameter.Choices.Select(choice => Quote(choice.Value)),
            .. new[] { parameter.Minimum, parameter.Maximum }.OfType<double>().SelectMany(limit => new[] { limit - 1, limit, limit + 1 }).Select(limit => $"{limit}"),
            .. parameter is TextParameter { MaxLength: { } longest } ? new[] { Quote(new string('x', longest)), Quote(new string('x', longest + 1)) } : [],
        ];
        return Gen.OneOf(Gen.Elements(boundaries), Gen.Elements(WrongTypes), AnyText().Select(Quote));
    }

    /// <summary>Changes one thing about the members.</summary>
    private static Gen<Func<IReadOnlyList<Member>, IReadOnlyList<Member>>> ChangesOf(ConnectorAction action)
    {
        var unknown = from name in AnyText()
                      from value in Gen.OneOf(Gen.Elements(WrongTypes), AnyText().Select(Quote))
                      select (Func<IReadOnlyList<Member>, IReadOnlyList<Member>>)(members => [.. members, new Member(name, value)]);
        if (action.Parameters.Count == 0)
        {
            return unknown;
        }

        var known = from parameter in Gen.Elements(action.Parameters.ToArray())
                    from value in ValueFor(parameter)
                    from kind in Gen.Choose(0, 9)
                    select (Func<IReadOnlyList<Member>, IReadOnlyList<Member>>)(members => kind switch
                    {
                        0 => [.. members.Where(member => member.Name != parameter.Name)],
                        1 => [.. members, new Member(parameter.Name, value)],
                        2 => [.. members, new Member($"{parameter.Name}[0][text]", value)],
                        _ => [.. members.Where(member => member.Name != parameter.Name), new Member(parameter.Name, value)],
                    });
        return Gen.Frequency((5, known), (1, unknown));
    }

    private static Gen<byte[]> Mutated(byte[] body) => body.Length == 0
        ? Gen.Constant(body)
        : from kind in Gen.Choose(0, 9)
          from position in Gen.Choose(0, body.Length - 1)
          from length in Gen.Choose(0, Math.Min(200, body.Length - position))
          from bytes in Gen.Choose(0, 255).ListOf(8)
          select kind switch
          {
              0 => body[..position],
              1 => [.. body[..position], .. body[(position + length)..]],
              2 => [.. body[..(position + length)], .. body[position..]],
              3 => [.. body[..position], .. bytes.Select(value => (byte)value), .. body[position..]],
              4 => [.. body[..position], (byte)bytes[0], .. body[(position + 1)..]],
              _ => body,
          };

    private static byte[] Json(IReadOnlyList<Member> members) =>
        Encoding.UTF8.GetBytes($"{{{string.Join(',', members.Select(member => $"{Quote(member.Name)}:{member.Json}"))}}}");

    /// <summary>The same members as parts, the odd ones as files.</summary>
    private static byte[] Form(IReadOnlyList<Member> members, int files)
    {
        using var body = new MemoryStream();
        foreach (var (member, index) in members.Select((member, index) => (member, index)))
        {
            var file = (files >> (index % 8) & 1) == 1 ? $"; filename=\"{index}.png\"\r\nContent-Type: image/png" : "";
            var text = member.Json.StartsWith('"') ? Unquote(member.Json) : member.Json;
            body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{member.Name}\"{file}\r\n\r\n"));
            body.Write(file.Length > 0 && index % 2 == 0 ? ExampleStore.Png : Encoding.UTF8.GetBytes(text));
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    /// <summary>Half a surrogate pair has no text; it goes as it is written.</summary>
    private static string Unquote(string json)
    {
        try
        {
            return JsonNode.Parse(json)!.GetValue<string>();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    private static Gen<IReadOnlyList<(string, string)>> AnyHeaders() =>
        from count in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Choose(1, 4)), (1, Gen.Choose(5, 60)))
        from names in Gen.Elements(HeaderNames).ListOf(count)
        from values in Gen.Elements(HeaderValues).ListOf(count)
        select (IReadOnlyList<(string, string)>)[.. names.Zip(values)];

    private Gen<HostileRequest> ActionRequests() =>
        from chosen in Gen.Elements(_examples.ToArray())
        from count in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Constant(1)), (2, Gen.Choose(2, 4)))
        from changes in ChangesOf(chosen.Action).ListOf(count)
        from files in Gen.Frequency((3, Gen.Constant(-1)), (1, Gen.Constant(0)), (1, Gen.Choose(0, 255)))
        let members = changes.Aggregate(chosen.Example, (now, change) => change(now))
        from body in Mutated(files < 0 ? Json(members) : Form(members, files))
        from type in Gen.Frequency((12, Gen.Constant(files < 0 ? "application/json" : $"multipart/form-data; boundary={Boundary}")), (1, Gen.Elements(ContentTypes)))
        from headers in AnyHeaders()
        select new HostileRequest("POST", ActionInputs.RouteOf(chosen.Action.Name), type, body, headers);

    private static Gen<HostileRequest> RouteRequests(string stored)
    {
        var part = Gen.OneOf(Gen.Elements("dreamstudio", "stability", "engines", "dreamstudio-text-to-image", stored), AnyText().Where(text => text.Length < 2000).Select(Uri.EscapeDataString));
        return from endpoint in Gen.Elements(EndpointTable.All.ToArray())
               from method in Gen.Frequency((8, Gen.Elements(endpoint.Methods)), (1, Gen.Elements("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY")))
               from parts in part.ListOf(3)
               from name in Gen.Elements("prefix", "continuation", "action", "type", "code", "x")
               from body in Gen.OneOf(Gen.Constant(Array.Empty<byte>()), Mutated(ExampleStore.Png), Mutated(ExampleStore.Wav))
               from type in Gen.Elements(ContentTypes)
               from headers in AnyHeaders()
               let path = endpoint.Route.Replace("{app}", parts[0], StringComparison.Ordinal).Replace("{list}", parts[1], StringComparison.Ordinal)
                   .Replace("{name}", parts[1], StringComparison.Ordinal).Replace("{*path}", parts[1], StringComparison.Ordinal)
               select new HostileRequest(
                   // The stored file is other requests' input.
                   method == "DELETE" && path.Contains(stored, StringComparison.Ordinal) ? "GET" : method,
                   $"{path}?{name}={parts[2]}",
                   method == "POST" ? type : null,
                   method == "POST" ? body : [],
                   headers);
    }

    /// <summary>A member of a JSON object, its value as JSON.</summary>
    private sealed record Member(string Name, string Json);
}
