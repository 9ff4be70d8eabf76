namespace Connector.Sandbox.Triggers;

/// <summary>
/// The words that make the sandbox refuse, filter or misbehave when a prompt holds one of them, in any case. With several of them
/// the first of this table wins.
/// <list type="table">
/// <listheader><term>word</term><description>answer (charged or not)</description></listheader>
/// <item><term>sandbox:refused</term><description>400 <c>invalid_prompts</c> in v1, 400 <c>moderation_blocked</c> of OpenAI, else 403 <c>content_moderation</c>; not charged</description></item>
/// <item><term>sandbox:filtered</term><description>200, a blurred picture, CONTENT_FILTERED (audio and models are not filtered); charged; OpenAI refuses instead</description></item>
/// <item><term>sandbox:error</term><description>200, finish reason ERROR in v1, which alone has it, else 500 <c>internal_error</c>; not charged</description></item>
/// <item><term>sandbox:429</term><description>429 <c>rate_limit_exceeded</c>, without a lock-out; not charged</description></item>
/// <item><term>sandbox:500</term><description>500 <c>server_error</c>, in v2beta <c>internal_error</c>; not charged</description></item>
/// <item><term>sandbox:503</term><description>503, text/html, no body; not charged</description></item>
/// <item><term>sandbox:slow</term><description>the ordinary answer after five seconds; charged then</description></item>
/// <item><term>sandbox:cut</term><description>Content-Length, half the body, then the connection closes; charged</description></item>
/// <item><term>sandbox:malformed</term><description>200, broken JSON, or text that is called image/png; charged</description></item>
/// <item><term>sandbox:html</term><description>200, a page, as a proxy in between sends it; not charged</description></item>
/// </list>
/// Outside v1's text prompts a prompt is any field with "prompt" in its name, even one that the operation does not know: so an
/// operation without prompts can misbehave too. An asynchronous generation is started or refused at once; filtered, cut and
/// malformed are then its result.
/// </summary>
internal static class TriggerWords
{
    private static readonly (string Word, Trigger Trigger)[] Table =
    [
        ("sandbox:refused", Trigger.Refused),
        ("sandbox:filtered", Trigger.Filtered),
        ("sandbox:error", Trigger.Error),
        ("sandbox:429", Trigger.TooManyRequests),
        ("sandbox:500", Trigger.ServerError),
        ("sandbox:503", Trigger.Unavailable),
        ("sandbox:slow", Trigger.Slow),
        ("sandbox:cut", Trigger.Cut),
        ("sandbox:malformed", Trigger.Malformed),
        ("sandbox:html", Trigger.Html),
    ];

    public static Trigger Find(IEnumerable<string> prompts)
    {
        var texts = prompts.ToList();
        return Table
            .Where(row => texts.Exists(text => text.Contains(row.Word, StringComparison.OrdinalIgnoreCase)))
            .Select(row => row.Trigger)
            .FirstOrDefault();
    }
}
