using System.Collections.Frozen;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Values;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Endpoints;

/// <summary>
/// Holds the query and the headers of a request to what its endpoint declares, before anything else of it is read: a name or a
/// value that is passed over, such as <c>?dryRun=true</c>, would be a call that is paid for.
/// </summary>
internal static class OutsideBody
{
    /// <summary>What every route takes in the query, for the host before it: the access key, and the id of the key's client.</summary>
    private static readonly string[] OfHost = [ApiDescription.KeyQuery, "clientId"];

    /// <summary>From this length on, two letters more or less make no other header that somebody else may have sent.</summary>
    private const int LongName = 10;

    /// <summary>What clients and proxies send by themselves, and nobody means anything of ours by: most requests have nothing else.</summary>
    private static readonly FrozenSet<string> Everyday = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Accept, HeaderNames.AcceptEncoding, HeaderNames.AcceptLanguage, HeaderNames.Authorization, HeaderNames.CacheControl,
            HeaderNames.Connection, HeaderNames.ContentLength, HeaderNames.ContentType, HeaderNames.Cookie, HeaderNames.Host, HeaderNames.Origin,
            HeaderNames.Pragma, HeaderNames.Referer, HeaderNames.TraceParent, HeaderNames.TransferEncoding, HeaderNames.UserAgent,
            ApiDescription.KeyHeader,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses names and values that are not understood, all of them at once.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400) with the problems.</exception>
    public static void Check(HttpContext context, HttpEndpoint endpoint)
    {
        var problems = new ProblemList();
        CheckQuery(context, endpoint, problems);
        var headers = context.Request.Headers;
        var rare = headers.Keys.Where(name => !Everyday.Contains(name)).ToList();
        if (rare.Count > 0)
        {
            CheckHeaders(headers, rare, endpoint, problems);
        }

        if (problems.Count > 0)
        {
            throw ConnectorException.BadRequest(ErrorCodes.BadRequest, string.Join(' ', problems.Select(problem => problem.Message)), [.. problems]);
        }
    }

    private static void CheckQuery(HttpContext context, HttpEndpoint endpoint, ProblemList problems)
    {
        if (context.Request.Query.Count == 0)
        {
            return;
        }

        var known = endpoint.Taken(ApiPlace.Query).ToList();
        foreach (var (name, values) in context.Request.Query)
        {
            if (OfHost.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (known.Find(parameter => parameter.Name == name) is not { } parameter)
            {
                var shown = InputText.Shorten(name);
                problems.Add(shown, ProblemCodes.UnknownParameter, $"There is no query parameter \"{shown}\".{Advice(name, known, context, endpoint)}");
            }
            else if (values.Count > 1)
            {
                problems.Add(name, ProblemCodes.Duplicate, $"?{name}= is given more than once.");
            }
            else if (parameter is FlagParameter && !bool.TryParse(values, out _))
            {
                problems.Add(name, ProblemCodes.InvalidType, $"?{name}= must be true or false; received \"{InputText.Shorten(values.ToString())}\".");
            }
            else if (parameter is WholeNumberParameter)
            {
                parameter.Read(InputValue.OfText(values.ToString()), name, problems);
            }
            else if (parameter is ChoiceParameter { AllowedChoices: var choices } && choices.All(choice => choice.Value != values))
            {
                problems.Add(
                    name, ProblemCodes.NotAllowed, $"?{name}= must be one of {string.Join(", ", choices.Select(choice => choice.Value))}; received \"{InputText.Shorten(values.ToString())}\".");
            }
        }
    }

    /// <summary>Where the name belongs, or what was meant.</summary>
    private static string Advice(string name, List<Parameter> known, HttpContext context, HttpEndpoint endpoint)
    {
        var ofBody = endpoint.TakenInBody(context);
        if (ofBody.FirstOrDefault(parameter => parameter.Name == name.Split('[')[0]) is { } parameter)
        {
            return $" {parameter.Name} belongs into the body.";
        }

        if (endpoint.Taken(ApiPlace.Header).FirstOrDefault(header => IsAlike(name, header.Name)) is { } header)
        {
            return $" {header.Name} is a header.";
        }

        return NameSuggestion.For(name, known.Select(one => one.Name)) is { Length: > 0 } meant ? meant
            : NameSuggestion.For(name, ofBody.Select(one => one.Name)) is { Length: > 0 } inBody ? $"{inBody} It belongs into the body."
            : known.Count == 0 ? " This route takes none."
            : $" This route takes {string.Join(", ", known.Select(one => one.Name))}.";
    }

    private static void CheckHeaders(IHeaderDictionary headers, List<string> names, HttpEndpoint endpoint, ProblemList problems)
    {
        foreach (var parameter in endpoint.Taken(ApiPlace.Header))
        {
            if (!headers.ContainsKey(parameter.Name) && names.Find(name => Means(name, parameter)) is { } misspelled)
            {
                AddUnread(problems, misspelled, $"Did you mean \"{parameter.Name}\"?{(parameter == WaitPreference.Prefer ? $" A call that is not to wait has {parameter.Name}: {WaitPreference.Applied}." : "")}");
            }

            if (parameter == WaitPreference.Prefer)
            {
                WaitPreference.Check(headers[parameter.Name], problems);
            }
        }

        if (endpoint.BodyParameters is not null)
        {
            CheckMisplaced(names, endpoint, problems);
        }
    }

    /// <summary>
    /// Refuses headers that can only mean what a call takes elsewhere, such as <c>X-Dry-Run</c>. Not those of an action's own inputs:
    /// a client may send a <c>Width</c> of its own.
    /// </summary>
    private static void CheckMisplaced(List<string> names, HttpEndpoint endpoint, ProblemList problems)
    {
        var taken = endpoint.Taken(ApiPlace.Query).ToList();
        foreach (var name in names)
        {
            if (SpendLimit.MaxCredits is var limit && IsSame(name, limit.Name))
            {
                AddUnread(problems, name, $"{limit.Name} belongs into the body.");
            }
            else if (RunActionEndpoint.Endpoint.Taken(ApiPlace.Query).FirstOrDefault(parameter => IsSame(name, parameter.Name)) is { } meant)
            {
                AddUnread(problems, name, taken.Contains(meant) ? $"{meant.Name} belongs into the query, as ?{meant.Name}=…." : $"This route takes no {meant.Name}: leave it out.");
            }
        }
    }

    private static void AddUnread(ProblemList problems, string name, string advice)
    {
        var shown = InputText.Shorten(name);
        problems.Add(shown, ProblemCodes.UnknownParameter, $"The header \"{shown}\" is not read. {advice}");
    }

    /// <summary>Refuses an idempotency key, however it is spelled, where none is read: passed over, it would promise what nobody keeps.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="advice">What to do instead.</param>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400).</exception>
    public static void RefuseKey(IHeaderDictionary headers, string advice)
    {
        if (headers.Keys.FirstOrDefault(name => IsAlike(name, IdempotencyKey.Parameter.Name)) is { } given)
        {
            throw new ConnectorException(400, ErrorCodes.BadRequest, $"The header \"{InputText.Shorten(given)}\" is not read here. {advice}");
        }
    }

    /// <summary>
    /// Whether a name can only mean a header of ours: with other separators, an X- before it, or a long one with two letters wrong or
    /// with other words before it.
    /// </summary>
    public static bool IsAlike(string name, string header) =>
        IsSame(name, header)
        || (header.Length >= LongName && (NameSuggestion.For(Plain(name), [header]).Length > 0 || IsSame(name[^Math.Min(name.Length, header.Length)..], header)));

    private static bool Means(string name, Parameter parameter) =>
        IsAlike(name, parameter.Name) || (parameter == WaitPreference.Prefer && WaitPreference.OtherNames.Any(other => IsSame(name, other)));

    /// <summary>Whether a name is another but for case, separators and an X- before it.</summary>
    private static bool IsSame(string name, string other) => NameSuggestion.AreAlike(Plain(name), other);

    private static string Plain(string name) =>
        name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x_", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
}
