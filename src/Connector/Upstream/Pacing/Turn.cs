namespace Connector.Upstream.Pacing;

/// <summary>
/// The right to send one call. It counts as sent from when it is given, and its window begins when it is used: what lies between, such
/// as reading a file or writing down that the call is on its way, cannot push calls of two windows together. Unused, it is given back.
/// </summary>
/// <param name="pace">Who gave it.</param>
/// <param name="isBackground">Whether nobody waits for the call.</param>
/// <param name="term">The term of the share that it was given from.</param>
internal sealed class Turn(KeyPace pace, bool isBackground, int term) : IDisposable
{
    private bool _isOver;

    public bool IsBackground => isBackground;

    public int Term => term;

    /// <summary>Uses it, right before the call is sent. False when it holds no more: the key rests, or the share has run out meanwhile.</summary>
    public bool TryUse()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        _isOver = true;
        return pace.TryUse(this);
    }

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            pace.GiveBack(this);
        }
    }
}
