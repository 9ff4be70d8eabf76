using System.Buffers;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;
using Connector.Values;

namespace Connector.Api.Http;

/// <summary>Reads an action's input from a form. Whether a part is a file or a text is decided by the parameter of its name, then by what the part is.</summary>
/// <param name="action">The action.</param>
/// <param name="spool">Where files go.</param>
internal sealed class FormReader(ConnectorAction action, InputSpool spool)
{
    /// <summary>The field in which a browser names the charset of all others (RFC 7578, 4.6).</summary>
    private const string CharsetField = "_charset_";

    /// <summary>What base64, paths, addresses and content objects are written in, wrapped or not.</summary>
    private static readonly SearchValues<byte> Printable = SearchValues.Create([.. "\t\r\n"u8, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code)]);

    /// <summary>The same without what only prose and markup have: a part that calls itself a picture and holds nothing else stands for one.</summary>
    private static readonly SearchValues<byte> Reference = SearchValues.Create("\t\r\n ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_.:,;%?&~"u8);

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private readonly List<KeyValuePair<string, SpooledFile>> _files = [];
    private string? _charset;
    private int _characters;

    /// <summary>Reads a form to its end.</summary>
    /// <param name="body">The body.</param>
    /// <param name="type">Its type.</param>
    /// <param name="action">The action.</param>
    /// <param name="earlier">An earlier input that counts where no field is given; null for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ActionInput> ReadAsync(
        Stream body, BodyType type, ConnectorAction action, EarlierInput? earlier, CancellationToken cancellationToken)
    {
        var spool = new InputSpool();
        try
        {
            var reader = new FormReader(action, spool) { _charset = type.Charset };
            await using var limited = InputLimits.Limit(body, action);
            await foreach (var part in FormParts.ReadAsync(limited, type, cancellationToken))
            {
                await reader.AddAsync(part, cancellationToken);
            }

            return FormInputReader.Read(action, reader._fields, reader._files, spool, earlier);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private async Task AddAsync(FormPart part, CancellationToken cancellationToken)
    {
        var target = action.Parameters.FirstOrDefault(known => known.Name == FormFieldName.Parameter(part.Name));
        if (target is FileParameter parameter && FormFieldName.Plain(part.Name) == parameter.Name)
        {
            await AddFileAsync(part, parameter, cancellationToken);
        }
        else if (part.Name == CharsetField)
        {
            _charset = await ReadTextAsync(part, Encoding.Latin1, cancellationToken) is { Length: > 0 } charset ? charset : _charset;
        }
        else if (target is null)
        {
            // It is refused by its name, whatever it holds.
            AddField(part, await ReadTextAsync(part, Encoding.Latin1, cancellationToken));
        }
        else
        {
            AddField(part, await ReadTextAsync(part, part.EncodingOr(_charset), cancellationToken));
        }
    }

    /// <summary>A part without a file's name may be the file all the same, or a text that stands for one.</summary>
    private async Task AddFileAsync(FormPart part, FileParameter parameter, CancellationToken cancellationToken)
    {
        var content = part.Content;
        if (!part.HasFileName)
        {
            var encoding = part.Type is { IsBinary: true } ? Encoding.UTF8 : part.EncodingOr(_charset);
            if (encoding.GetByteCount("a") > 1)
            {
                // Two bytes or four a character: what stands for a file is ASCII, which is told by bytes from here on.
                content = new MemoryStream(Encoding.UTF8.GetBytes(await ReadTextAsync(part, encoding, cancellationToken)));
            }

            var head = new byte[FileReference.LongestText + 1];
            var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            content = new ConcatenatedStream(new MemoryStream(head, 0, length), content);
            if (!head.AsSpan(0, length).ContainsAnyExcept(part.Type is { IsBinary: true } ? Reference : Printable))
            {
                var (text, decoded) = await FileText.ReadAsync(content, parameter, spool, cancellationToken);
                if (decoded is null)
                {
                    AddField(part, text);
                }
                else
                {
                    _files.Add(new(parameter.Name, decoded));
                }

                return;
            }
        }

        _files.Add(new(parameter.Name, await spool.AddAsync(parameter.Name, content, parameter.MaxBytes, cancellationToken)));
    }

    private static async Task<string> ReadTextAsync(FormPart part, Encoding encoding, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(part.Content, InputLimits.TextBytes);
        using var bytes = new MemoryStream();
        await limited.CopyToAsync(bytes, cancellationToken);
        try
        {
            return Charsets.Decode(encoding, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (DecoderFallbackException)
        {
            throw part.Invalid(
                $"holds bytes that are no text in {encoding.WebName}{(part.HasFileName ? "; it takes a text, not a file" : part.Type?.Charset is null ? "; send it in UTF-8, or with its charset in the part's Content-Type" : "")}");
        }
    }

    private void AddField(FormPart part, string text)
    {
        _characters += text.Length;
        if (_characters > InputLimits.TextBytes)
        {
            throw ConnectorException.BodyTooLarge(InputLimits.TextBytes);
        }

        _fields.Add(new(part.Name, text));
    }
}
