target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca i1
  %v23 = alloca i1
  %v24 = alloca i64
  %v25 = alloca i64
  %v26 = alloca i64
  %v27 = alloca i64
  %v28 = alloca i64
  %v29 = alloca i64
  %v30 = alloca i64
  %v31 = alloca i64
  %v32 = alloca i64
  %v33 = alloca i64
  %v34 = alloca i64
  %v35 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %s2 = alloca ptr
  %captures47 = alloca [3 x i64]
  %s35 = alloca i1
  %s23 = alloca i1
  %s10 = alloca i64
  %s9 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s8 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i64, ptr %frame, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  store i1 true, ptr %v35
  %t30 = load ptr, ptr %v0
  store ptr %t30, ptr %s0
  %t31 = load ptr, ptr %v1
  store ptr %t31, ptr %s1
  %t32 = load ptr, ptr %v2
  store ptr %t32, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v6
  store i64 1, ptr %v7
  %t34 = load i64, ptr %v0.len
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  store i64 %t35, ptr %v8
  store i64 0, ptr %v9
  store i64 0, ptr %v10
  store i1 false, ptr %v23
  store i64 0, ptr %v9
  %t36 = load i64, ptr %v0.len
  %t37 = call i64 @llvm.smax.i64(i64 %t36, i64 0)
  %t38 = icmp sge i64 %t37, 4
  br label %head2
head2:
  br i1 %t38, label %long2, label %short2
long2:
  %t39 = load i64, ptr %v9
  %t40 = load i64, ptr %v0.len
  %t41 = call i64 @llvm.smax.i64(i64 %t40, i64 0)
  %t42 = add i64 %t41, -1
  %t43 = load i64, ptr %v1.len
  %t44 = call i64 @llvm.smin.i64(i64 %t42, i64 %t43)
  %t45 = load i64, ptr %v2.len
  %t46 = call i64 @llvm.smin.i64(i64 %t44, i64 %t45)
  %t48 = sub i64 %t46, %t39
  %t49 = icmp sge i64 %t48, 4
  br i1 %t49, label %strips47, label %scalar47
strips47:
  %t50 = load ptr, ptr %v0
  %t51 = getelementptr i64, ptr %captures47, i64 0
  store ptr %t50, ptr %t51
  %t52 = load ptr, ptr %v1
  %t53 = getelementptr i64, ptr %captures47, i64 1
  store ptr %t52, ptr %t53
  %t54 = load ptr, ptr %v2
  %t55 = getelementptr i64, ptr %captures47, i64 2
  store ptr %t54, ptr %t55
  %t56 = getelementptr i8, ptr %host, i64 40
  %t57 = load ptr, ptr %t56
  %t58 = call i64 %t57(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures47, i64 %t39, i64 %t46, i64 %t46, ptr null, i64 0)
  store i64 %t58, ptr %v9
  %t59 = getelementptr i8, ptr %host, i64 16
  %t60 = load i64, ptr %t59
  store i64 %t60, ptr %countdown
  br label %scalar47
scalar47:
  %t61 = load i64, ptr %v9
  %t62 = icmp eq i64 %t39, %t61
  %t63 = load i1, ptr %v35
  %t64 = and i1 %t63, %t62
  store i1 %t64, ptr %v35
  br label %short2
short2:
  %t65 = load ptr, ptr %v0
  store ptr %t65, ptr %s0
  %t66 = load ptr, ptr %v1
  store ptr %t66, ptr %s1
  %t67 = load i1, ptr %v35
  store i1 %t67, ptr %s35
  %t68 = load i1, ptr %v23
  store i1 %t68, ptr %s23
  %t69 = load i64, ptr %v10
  store i64 %t69, ptr %s10
  %t70 = load ptr, ptr %v2
  store ptr %t70, ptr %s2
  %t71 = load i64, ptr %v9
  store i64 %t71, ptr %s9
  %t72 = load i64, ptr %v6
  store i64 %t72, ptr %s6
  %t73 = load i64, ptr %v7
  store i64 %t73, ptr %s7
  %t74 = load i64, ptr %v8
  store i64 %t74, ptr %s8
  store i64 2, ptr %exit_id
  ; undo flags
  %t77 = load i64, ptr %countdown
  %t78 = sub i64 %t77, 1
  store i64 %t78, ptr %countdown
  %t79 = icmp slt i64 %t78, 0
  br i1 %t79, label %poll76, label %go76, !prof !1
poll76:
  %t80 = getelementptr i8, ptr %host, i64 24
  %t81 = load ptr, ptr %t80
  %t82 = call i64 %t81(ptr %host, ptr null, i64 0)
  %t83 = getelementptr i8, ptr %host, i64 16
  %t84 = load i64, ptr %t83
  store i64 %t84, ptr %countdown
  %t85 = icmp ne i64 %t82, 0
  br i1 %t85, label %fail, label %go76, !prof !1
go76:
  %t86 = load i64, ptr %v9
  %t87 = load i64, ptr %v0.len
  %t88 = call i64 @llvm.smax.i64(i64 %t87, i64 0)
  %t89 = icmp slt i64 %t86, %t88
  br i1 %t89, label %body2, label %end2, !prof !0
body2:
  %t90 = load i64, ptr %v9
  store i64 %t90, ptr %v10
  store i1 true, ptr %v35
  %t91 = load i64, ptr %v9
  %t92 = load ptr, ptr %v0.data
  %t93 = getelementptr i64, ptr %t92, i64 %t91
  %t94 = load i64, ptr %t93
  store i64 %t94, ptr %v26
  %t95 = load i64, ptr %v9
  %t96 = load i64, ptr %v1.len
  %t97 = icmp slt i64 %t95, %t96
  br i1 %t97, label %good98, label %fail, !prof !0
good98:
  %t99 = load i64, ptr %v9
  %t100 = load ptr, ptr %v1.data
  %t101 = getelementptr i64, ptr %t100, i64 %t99
  %t102 = load i64, ptr %t101
  store i64 %t102, ptr %v29
  %t103 = load i64, ptr %v26
  %t104 = load i64, ptr %v29
  %t105 = call {i64, i1} @llvm.sadd.with.overflow.i64(i64 %t103, i64 %t104)
  %t106 = extractvalue {i64, i1} %t105, 1
  %t107 = xor i1 %t106, true
  br i1 %t107, label %good108, label %fail, !prof !0
good108:
  %t109 = load i64, ptr %v9
  %t110 = load i64, ptr %v2.len
  %t111 = icmp slt i64 %t109, %t110
  br i1 %t111, label %good112, label %fail, !prof !0
good112:
  %t113 = load i64, ptr %v9
  %t114 = load ptr, ptr %v2.data
  %t115 = getelementptr i64, ptr %t114, i64 %t113
  %t116 = load i64, ptr %v26
  %t117 = load i64, ptr %v29
  %t118 = add i64 %t116, %t117
  store i64 %t118, ptr %t115
  store i1 true, ptr %v23
  br label %next2
next2:
  %t119 = load i64, ptr %v9
  %t120 = add nsw i64 %t119, 1
  store i64 %t120, ptr %v9
  br label %head2
end2:
  br label %end3
end3:
  %t121 = load ptr, ptr %v0
  store ptr %t121, ptr %s0
  %t122 = load ptr, ptr %v1
  store ptr %t122, ptr %s1
  %t123 = load i1, ptr %v35
  store i1 %t123, ptr %s35
  %t124 = load i1, ptr %v23
  store i1 %t124, ptr %s23
  %t125 = load i64, ptr %v10
  store i64 %t125, ptr %s10
  %t126 = load ptr, ptr %v2
  store ptr %t126, ptr %s2
  store i64 3, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t128 = load i64, ptr %exit_id
  switch i64 %t128, label %nowhere [ i64 0, label %exit0 i64 2, label %exit2 i64 3, label %exit3 ]
nowhere:
  unreachable
exit0:
  %t129 = load ptr, ptr %s0
  %t130 = getelementptr i64, ptr %frame, i64 0
  store ptr %t129, ptr %t130
  %t131 = load ptr, ptr %s1
  %t132 = getelementptr i64, ptr %frame, i64 1
  store ptr %t131, ptr %t132
  %t133 = load ptr, ptr %s2
  %t134 = getelementptr i64, ptr %frame, i64 2
  store ptr %t133, ptr %t134
  ret i64 1
exit2:
  %t135 = load ptr, ptr %s0
  %t136 = getelementptr i64, ptr %frame, i64 0
  store ptr %t135, ptr %t136
  %t137 = load ptr, ptr %s1
  %t138 = getelementptr i64, ptr %frame, i64 1
  store ptr %t137, ptr %t138
  %t139 = load i1, ptr %s35
  %t140 = getelementptr i64, ptr %frame, i64 2
  %t141 = zext i1 %t139 to i64
  store i64 %t141, ptr %t140
  %t142 = load i1, ptr %s23
  %t143 = getelementptr i64, ptr %frame, i64 3
  %t144 = zext i1 %t142 to i64
  store i64 %t144, ptr %t143
  %t145 = load i64, ptr %s10
  %t146 = getelementptr i64, ptr %frame, i64 4
  store i64 %t145, ptr %t146
  %t147 = load ptr, ptr %s2
  %t148 = getelementptr i64, ptr %frame, i64 5
  store ptr %t147, ptr %t148
  %t149 = load i64, ptr %s9
  %t150 = getelementptr i64, ptr %frame, i64 6
  store i64 %t149, ptr %t150
  %t151 = load i64, ptr %s6
  %t152 = getelementptr i64, ptr %frame, i64 7
  store i64 %t151, ptr %t152
  %t153 = load i64, ptr %s7
  %t154 = getelementptr i64, ptr %frame, i64 8
  store i64 %t153, ptr %t154
  %t155 = load i64, ptr %s8
  %t156 = getelementptr i64, ptr %frame, i64 9
  store i64 %t155, ptr %t156
  ret i64 3
exit3:
  %t157 = load ptr, ptr %s0
  %t158 = getelementptr i64, ptr %frame, i64 0
  store ptr %t157, ptr %t158
  %t159 = load ptr, ptr %s1
  %t160 = getelementptr i64, ptr %frame, i64 1
  store ptr %t159, ptr %t160
  %t161 = load i1, ptr %s35
  %t162 = getelementptr i64, ptr %frame, i64 2
  %t163 = zext i1 %t161 to i64
  store i64 %t163, ptr %t162
  %t164 = load i1, ptr %s23
  %t165 = getelementptr i64, ptr %frame, i64 3
  %t166 = zext i1 %t164 to i64
  store i64 %t166, ptr %t165
  %t167 = load i64, ptr %s10
  %t168 = getelementptr i64, ptr %frame, i64 4
  store i64 %t167, ptr %t168
  %t169 = load ptr, ptr %s2
  %t170 = getelementptr i64, ptr %frame, i64 5
  store ptr %t169, ptr %t170
  ret i64 4
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x i64>
  %v7.0 = alloca <4 x i64>
  %v8.0 = alloca <4 x i64>
  %v9.0 = alloca <4 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i64, ptr %captures, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load i64, ptr %v3
  store i64 %t30, ptr %v5
  br label %next0
next0:
  %t31 = load i64, ptr %v5
  store i64 %t31, ptr %s5
  store i64 4, ptr %exit_id
  ; undo flags
  %t34 = load i64, ptr %countdown
  %t35 = sub i64 %t34, 1
  store i64 %t35, ptr %countdown
  %t36 = icmp slt i64 %t35, 0
  br i1 %t36, label %poll33, label %go33, !prof !1
poll33:
  %t37 = getelementptr i8, ptr %host, i64 24
  %t38 = load ptr, ptr %t37
  %t39 = call i64 %t38(ptr %host, ptr null, i64 0)
  %t40 = getelementptr i8, ptr %host, i64 16
  %t41 = load i64, ptr %t40
  store i64 %t41, ptr %countdown
  %t42 = icmp ne i64 %t39, 0
  br i1 %t42, label %fail, label %go33, !prof !1
go33:
  %t43 = load i64, ptr %v5
  %t44 = add i64 %t43, 4
  %t45 = load i64, ptr %v4
  %t46 = icmp sgt i64 %t44, %t45
  br i1 %t46, label %then47, label %done47, !prof !1
then47:
  br label %end0
done47:
  %t48 = load i64, ptr %v5
  %t49 = add i64 %t48, 0
  %t50 = add i64 %t49, 0
  %t51 = load ptr, ptr %v1.data
  %t52 = getelementptr i64, ptr %t51, i64 %t50
  %t53 = load <4 x i64>, ptr %t52, align 8
  store <4 x i64> %t53, ptr %v6.0
  %t54 = load i64, ptr %v5
  %t55 = add i64 %t54, 0
  %t56 = add i64 %t55, 0
  %t57 = load ptr, ptr %v0.data
  %t58 = getelementptr i64, ptr %t57, i64 %t56
  %t59 = load <4 x i64>, ptr %t58, align 8
  store <4 x i64> %t59, ptr %v8.0
  %t60 = load <4 x i64>, ptr %v8.0
  %t61 = load <4 x i64>, ptr %v6.0
  %t62 = add <4 x i64> %t60, %t61
  %t63 = xor <4 x i64> %t62, %t60
  %t64 = xor <4 x i64> %t62, %t61
  %t65 = and <4 x i64> %t63, %t64
  %t66 = icmp slt <4 x i64> %t65, zeroinitializer
  %t67 = sext <4 x i1> %t66 to <4 x i64>
  %t68 = icmp slt <4 x i64> %t67, zeroinitializer
  %t69 = bitcast <4 x i1> %t68 to i4
  %t70 = icmp ne i4 %t69, 0
  %t71 = xor i1 %t70, true
  br i1 %t71, label %good72, label %fail, !prof !0
good72:
  %t73 = load <4 x i64>, ptr %v8.0
  %t74 = load <4 x i64>, ptr %v6.0
  %t75 = add <4 x i64> %t73, %t74
  %t76 = load i64, ptr %v5
  %t77 = add i64 %t76, 0
  %t78 = add i64 %t77, 0
  %t79 = load ptr, ptr %v2.data
  %t80 = getelementptr i64, ptr %t79, i64 %t78
  store <4 x i64> %t75, ptr %t80, align 8
  %t81 = load i64, ptr %v5
  %t82 = add i64 %t81, 4
  store i64 %t82, ptr %v5
  br label %next0
end0:
  %t83 = load i64, ptr %v5
  ret i64 %t83
fail:
  %t84 = load i64, ptr %exit_id
  switch i64 %t84, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t85 = load i64, ptr %s5
  ret i64 %t85
}

declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
