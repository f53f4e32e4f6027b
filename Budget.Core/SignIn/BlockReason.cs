namespace Budget.Core.SignIn;

/// <summary>Why an account is blocked. One of a few, because what is typed freely says something of a person and would have to be hidden.</summary>
public enum BlockReason
{
    /// <summary>A phone, a password or a card is in the wrong hands.</summary>
    Stolen,
    /// <summary>Somebody may have done what is not allowed.</summary>
    Misuse,
    /// <summary>Somebody does not work here any more.</summary>
    Left,
    /// <summary>The person asked for it.</summary>
    Asked,
    Other,
}
