namespace Connector.Declaration;

/// <summary>What a short name of an app's errors means, whatever the status it comes with.</summary>
public enum ErrorMeaning
{
    /// <summary>A filter caught the prompt, an image or the result.</summary>
    ContentFiltered,

    /// <summary>The account has no credits or quota left: another try is no use.</summary>
    NoCredits,

    /// <summary>Too many calls: another try later is of use.</summary>
    RateLimited,

    /// <summary>The key is not known.</summary>
    InvalidKey,

    /// <summary>There is no such model, engine or id.</summary>
    NotFound,
}
