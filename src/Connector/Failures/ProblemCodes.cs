namespace Connector.Failures;

/// <summary>The codes of <see cref="Problem"/>: stable, so that a flow can branch on them.</summary>
public static class ProblemCodes
{
    /// <summary>A required parameter is missing.</summary>
    public const string Required = "required";

    /// <summary>No parameter has this name.</summary>
    public const string UnknownParameter = "unknown_parameter";

    /// <summary>A name was given more than once.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The value is of another type.</summary>
    public const string InvalidType = "invalid_type";

    /// <summary>A number is below the minimum or above the maximum.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>A number is not a multiple of the declared step.</summary>
    public const string NotAMultiple = "not_a_multiple";

    /// <summary>A text or list has too few characters or items.</summary>
    public const string TooShort = "too_short";

    /// <summary>A text has too many characters.</summary>
    public const string TooLong = "too_long";

    /// <summary>A text does not have the declared form.</summary>
    public const string InvalidFormat = "invalid_format";

    /// <summary>The value is not among the choices.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>Parameters that exclude or need each other.</summary>
    public const string Conflict = "conflict";

    /// <summary>A file is of another format or size than upstream takes.</summary>
    public const string InvalidFile = "invalid_file";

    /// <summary>No stored file has the path given.</summary>
    public const string FileNotFound = "file_not_found";

    /// <summary>The documented price is higher than the call allows.</summary>
    public const string PriceTooHigh = "price_too_high";

    /// <summary>The call allows a price, and none is documented.</summary>
    public const string PriceUnknown = "price_unknown";

    /// <summary>The engine does not draw this size.</summary>
    public const string InvalidSize = "invalid_size";
}
