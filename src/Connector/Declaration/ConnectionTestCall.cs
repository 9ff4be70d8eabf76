namespace Connector.Declaration;

/// <summary>How an app's key is tested without spending anything.</summary>
public abstract record ConnectionTestCall;

/// <summary>Reads the account and its balance.</summary>
/// <param name="AccountPath">The path of the account.</param>
/// <param name="BalancePath">The path of the balance.</param>
/// <param name="CreditsProperty">The balance's property that holds the credits.</param>
public sealed record AccountTest(string AccountPath, string BalancePath, string CreditsProperty) : ConnectionTestCall;

/// <summary>For an API without a free call: sends an empty body, which a good key gets refused as malformed and a bad one as unauthorized.</summary>
/// <param name="Path">The path it is sent to.</param>
/// <param name="Body">The body that the path takes.</param>
public sealed record RefusedCallTest(string Path, BodyFormat Body) : ConnectionTestCall;
