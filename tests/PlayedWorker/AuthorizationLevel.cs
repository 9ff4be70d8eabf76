namespace Microsoft.Azure.Functions.Worker;

/// <summary>The public face of Microsoft.Azure.Functions.Worker.Extensions.Http's enumeration.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
