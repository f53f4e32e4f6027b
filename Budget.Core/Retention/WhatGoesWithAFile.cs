namespace Budget.Core.Retention;

/// <summary>Everything that goes when a file is destroyed (<see cref="DestroyFile"/>), table by table; the key first, so that what is left cannot be read whatever happens.</summary>
internal static class WhatGoesWithAFile
{
    public static readonly IReadOnlyList<string> Sql =
    [
        """
        DELETE FROM resident_keys
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM attachments
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM message_reads
        WHERE message_id IN (SELECT id FROM case_messages WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM case_messages
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM consents
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM concerns
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM case_supporters
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM idea_joiners
        WHERE resident_id = @ResidentId
           OR idea_id IN (SELECT id FROM ideas WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM ideas
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM offer_sign_ups
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM emergency_looks
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM household_moves
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM departures
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM experiences
        WHERE resident_id = @ResidentId
        """,
        // That somebody answered; what was answered is nobody's.
        """
        DELETE FROM survey_participants
        WHERE resident_id = @ResidentId
        """,
        // The agreement itself stays as part of the books, as does its number; of whom it was and what it said goes.
        """
        DELETE FROM unseen_helper_accounts
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM open_agreements
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM agreement_helpers
        WHERE proposal_id IN (SELECT id FROM agreement_proposals WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE claim_line_answers
        SET reason = ''
        WHERE line_id IN (SELECT id FROM claim_lines WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE agreement_steps
        SET reason = ''
        WHERE proposal_id IN (SELECT id FROM agreement_proposals WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE agreement_proposals
        SET helper_name = @NoName,
            identifier = '',
            identifier_hash = '',
            iban = '',
            tasks = ''
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM provider_proposals
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM delivery_reports
        WHERE assignment_id IN (
            SELECT a.id
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            WHERE b.resident_id = @ResidentId)
        """,
        """
        DELETE FROM iwmo_messages_out
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM provider_requests
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM start_wishes
        WHERE assignment_id IN (
            SELECT a.id
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            WHERE b.resident_id = @ResidentId)
        """,
        """
        DELETE FROM support_request_drafts
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM files_opened
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM open_requests
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM budget_seen
        WHERE budget_id IN (SELECT id FROM budgets WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM open_shifts
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM request_arrivals
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM request_follow_ups
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM plan_lines
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM goal_evaluations
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM support_needs
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM investigation_findings
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE investigation_reports
        SET advice = '',
            reply = ''
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE report_answers
        SET remarks = ''
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM report_drafts
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM personal_plans
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE support_requests
        SET own_words = '',
            current_help = '',
            wished_support = '',
            wished_provider = '',
            own_strength = '',
            carer_needs = '',
            tried = '',
            urgent_because = ''
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM data_requests
        WHERE resident_id = @ResidentId
          AND kind = 'correction'
        """,
        """
        UPDATE data_requests
        SET words = '',
            proposal = '',
            answer = ''
        WHERE resident_id = @ResidentId
        """,
        """
        UPDATE objections
        SET words = '',
            late_reason = '',
            answer = ''
        WHERE resident_id = @ResidentId
        """,
        // Of a line that was rejected: it stands under the municipality's key, which stays.
        """
        UPDATE invoice_lines
        SET bsn = ''
        WHERE posting_number IS NULL
          AND bsn <> ''
          AND assignment_id IN (
              SELECT a.id
              FROM assignments a
              JOIN budgets b ON b.id = a.budget_id
              WHERE b.resident_id = @ResidentId)
        """,
        // The account of who could see this file and no other is a name and a way in, to nothing.
        """
        DELETE FROM user_identities
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM parked_forms
        WHERE acts_for = @ResidentId
           OR (user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
               AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId))
        """,
        """
        DELETE FROM mail_codes
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM mail_wishes
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        // Also what told somebody else of this file, who may see others too.
        """
        DELETE FROM outbox
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND (user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
               OR subject IN (SELECT number FROM support_requests WHERE resident_id = @ResidentId))
        """,
        """
        DELETE FROM sessions
        WHERE acts_for = @ResidentId
           OR (user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
               AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId))
        """,
        """
        UPDATE users
        SET name = @NoName,
            login = id
        WHERE role = 'resident'
          AND id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM resident_access
        WHERE resident_id = @ResidentId
        """,
        """
        UPDATE residents
        SET bsn = '',
            bsn_hash = NULL,
            name = @NoName,
            search_name = '',
            born_on = NULL,
            neighbourhood = NULL,
            household_id = NULL,
            destroyed_at = @DestroyedAt
        WHERE id = @ResidentId
        """,
    ];
}
