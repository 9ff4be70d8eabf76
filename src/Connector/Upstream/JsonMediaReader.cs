using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// Reads images out of a JSON answer while it arrives. <see cref="Utf8JsonReader"/> checks the syntax but wants each token
/// whole in memory, and here one token is a whole image; so at the start of an image's text <see cref="Base64TextStream"/>
/// takes over the buffer and decodes as bytes come, then the JSON reader is told that an empty text stood there.
/// Memory stays at one buffer, whatever the images' number and size.
/// </summary>
internal sealed class JsonMediaReader : IDisposable
{
    private readonly BufferedBody _body;
    private readonly JsonMediaShape _shape;
    private readonly ConnectorApp _app;
    private readonly Stack<Frame> _open = new();
    private readonly List<MediaFacts> _images = [];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 16 });
    private Field _field;

    public JsonMediaReader(Stream body, JsonMediaShape shape, ConnectorApp app)
    {
        _body = new BufferedBody(body);
        _shape = shape;
        _app = app;
    }

    private enum Field
    {
        Other,
        Data,
        Seed,
        FinishReason,
    }

    public async Task<IReadOnlyList<MediaFacts>> ReadAsync(
        Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (ParseToNextImage())
                {
                    await ReceiveImageAsync(receive, cancellationToken);
                }
                else if (_body.HasEnded)
                {
                    return _images.Count > 0 ? _images : throw UpstreamFailures.Malformed(_app, "there is no image in it");
                }
                else if (!await _body.FillAsync(cancellationToken) && !_body.HasEnded)
                {
                    throw UpstreamFailures.Malformed(_app, "a text other than an image is too long");
                }
            }
        }
        catch (JsonException exception)
        {
            throw UpstreamFailures.Malformed(_app, "its JSON is broken", exception);
        }
        catch (FormatException exception)
        {
            throw UpstreamFailures.Malformed(_app, "an image is not valid base64", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw UpstreamFailures.CutShort(_app, exception);
        }
    }

    public void Dispose() => _body.Dispose();

    /// <summary>Consumes tokens; true when the next one is an image's text, false when more bytes are needed or none are left.</summary>
    private bool ParseToNextImage()
    {
        var reader = new Utf8JsonReader(_body.Unread.Span, _body.HasEnded, _state);
        while (_field != Field.Data && reader.Read())
        {
            Accept(ref reader);
        }

        _body.Consume((int)reader.BytesConsumed);
        _state = reader.CurrentState;
        return _field == Field.Data;
    }

    private void Accept(ref Utf8JsonReader reader)
    {
        var field = _field;
        _field = Field.Other;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _open.Push(new Frame());
                break;
            case JsonTokenType.EndObject:
                if (_open.Pop() is { HasImage: true } frame)
                {
                    _images.Add(new MediaFacts(frame.Seed, frame.FinishReason));
                }

                break;
            case JsonTokenType.PropertyName:
                _field = reader.ValueTextEquals(_shape.Data) ? Field.Data
                    : reader.ValueTextEquals(_shape.Seed) ? Field.Seed
                    : reader.ValueTextEquals(_shape.FinishReason) ? Field.FinishReason
                    : Field.Other;
                break;
            case JsonTokenType.Number or JsonTokenType.String when field == Field.Seed:
                _open.Peek().Seed = Utf8Parser.TryParse(reader.ValueSpan, out long seed, out _) ? seed : null;
                break;
            case JsonTokenType.String when field == Field.FinishReason:
                _open.Peek().FinishReason = Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }
    }

    private async Task ReceiveImageAsync(Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        if (!await _body.SkipOpeningQuoteAsync(cancellationToken))
        {
            throw UpstreamFailures.Malformed(_app, $"\"{_shape.Data}\" is not a text");
        }

        await using (var image = new Base64TextStream(_body))
        {
            await receive(image, cancellationToken);
            await image.EnsureReadToEndAsync(cancellationToken);
        }

        _state = Base64TextStream.PassedAsEmptyText(_state);
        _field = Field.Other;
        _open.Peek().HasImage = true;
    }

    /// <summary>What is known so far about an object that is still open.</summary>
    private sealed class Frame
    {
        public bool HasImage { get; set; }

        public long? Seed { get; set; }

        public string? FinishReason { get; set; }
    }
}
