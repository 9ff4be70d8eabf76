using Connector.Spending;

namespace Connector.Api.Http;

/// <summary>Which spending is asked for.</summary>
/// <param name="From">The first UTC day.</param>
/// <param name="To">The last one.</param>
/// <param name="By">By what calls are told apart.</param>
internal sealed record SpendQuestion(DateOnly From, DateOnly To, IReadOnlyList<SpendPart> By);
