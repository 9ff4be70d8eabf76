using System.Globalization;

namespace Connector.Declaration;

/// <summary>A price per file that the operator has set, since none is documented.</summary>
/// <param name="Setting">The setting it comes from.</param>
/// <param name="Credits">The credits of one file.</param>
/// <param name="Output">What a call makes.</param>
internal sealed record FileCreditPrice(string Setting, decimal Credits, MediaOutput Output) : CreditPrice(AsOf: null, Setting)
{
    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"{Credits} credits per {Output.Noun}, as {Setting} says.");

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> DependsOn => Output.Count is { } count ? [count] : [];

    /// <inheritdoc/>
    public override decimal? Of(ParameterValues values) => Credits * Output.CountFor(values);
}
