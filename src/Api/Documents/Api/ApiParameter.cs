using Connector.Declaration;

namespace Connector.Api.Documents.Api;

/// <summary>A parameter of a request outside its body.</summary>
/// <param name="In">Where it goes.</param>
/// <param name="Declared">The parameter.</param>
public sealed record ApiParameter(ApiPlace In, Parameter Declared)
{
    /// <summary>Where it goes, as documents write it.</summary>
    public string InKey => In.ToString().ToLowerInvariant();

    /// <summary>Whether a value in the path may have slashes, which clients write as %2F.</summary>
    public bool MayHaveSlashes { get; init; }

    /// <summary>Whom it is shown to; not to those who have another one that does the same.</summary>
    public ApiAudience For { get; init; } = ApiAudience.All;
}
