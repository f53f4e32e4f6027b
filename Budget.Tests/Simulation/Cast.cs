namespace Budget.Tests.Simulation;

/// <summary>
/// Who plays, and what the model says each of them may: six roles, of two municipalities and two providers. Said once more and as simply as it can
/// be: a table of roles, and a list of whose file somebody may open from when until when. Whatever is not in it is refused or not there.
/// </summary>
internal sealed class Cast
{
    /// <summary>Whose file a user may open, and whether for somebody else.</summary>
    private sealed record Key(UserId User, int Request, bool ForAnother, DateOnly From, DateOnly Until);

    private readonly List<Key> keys = [];

    public List<Actor> Players { get; } = [];

    public void Join(Actor actor) => Players.Add(actor);

    public void MayOpen(Actor user, int request, bool forAnother, DateOnly from, DateOnly until) =>
        keys.Add(new Key(user.UserId, request, forAnother, from, until));

    public bool MayOpen(Actor actor, int request, DateOnly today) => actor.Role switch
    {
        Role.Resident => Of(actor, request) is { } key && key.From <= today && today <= key.Until,
        Role.Caseworker or Role.Finance or Role.Auditor => actor.MunicipalityCode == Town.Huizen,
        _ => false,
    };

    public bool IsForAnother(Actor actor, int request) => actor.Role == Role.Resident && Of(actor, request) is { ForAnother: true };

    private Key? Of(Actor actor, int request) => keys.Find(key => key.User == actor.UserId && key.Request == request);
}

/// <summary>Which roles may do a deed, and what happens when somebody of another municipality does it in their own books, which are empty.</summary>
/// <param name="Request">Whose file it is about; none when it is about the municipality's books.</param>
internal sealed record Rights(IReadOnlyList<Role> MayDo, int? Request, Func<ModelTown, Refusal>? Elsewhere = null)
{
    /// <summary>What is the matter with this actor; nothing for the right one. First what one is, then whose it is: a stranger learns no more than that.</summary>
    public Refusal? Objection(Actor by, ModelTown model) =>
        !MayDo.Contains(by.Role) ? Refusal.NotAllowed
        : Request is { } request && !model.Cast.MayOpen(by, request, model.Ledger.Today) ? Refusal.NotFound
        : by.MunicipalityCode != Town.Huizen ? Elsewhere?.Invoke(model)
        : null;
}
