using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// What a verify found stays written down until one of the whole installation finds the ledger sound; until then no money is booked
/// (<see cref="LedgerIsUnsoundException"/>).
/// </summary>
internal static class LedgerFault
{
    /// <summary>A ledger that cannot be written (an auditor's copy) is told, and nothing is written down.</summary>
    /// <param name="isOfAll">Only a run over the whole installation clears what stands.</param>
    public static async Task Keep(Database database, VerifyLedger.Fault? fault, bool isOfAll)
    {
        if (fault is null && !isOfAll)
        {
            return;
        }

        // Most of the time there is nothing to write: then the one writer is left alone.
        var open = await database.Read(session => session.List<VerifyLedger.Fault>(OpenSql));
        if ((fault is null ? open.Count > 0 : !open.Contains(fault)) && !await database.IsReadOnly())
        {
            await database.Overwrite(session => fault is null
                ? session.Execute(ClearSql, new { session.Now })
                : session.Execute(OpenOnceSql, new { Id = session.NewId().ToString("D"), session.Now, fault.Where, fault.Why }));
        }
    }

    private const string OpenSql = """
        SELECT posting AS "Where", why AS Why
        FROM ledger_faults
        WHERE cleared_at IS NULL
        """;

    private const string OpenOnceSql = """
        INSERT INTO ledger_faults (id, found_at, posting, why)
        SELECT @Id, @Now, @Where, @Why
        WHERE NOT EXISTS (SELECT 1 FROM ledger_faults WHERE posting = @Where AND why = @Why AND cleared_at IS NULL)
        """;

    private const string ClearSql = """
        UPDATE ledger_faults
        SET cleared_at = @Now
        WHERE cleared_at IS NULL
        """;
}
